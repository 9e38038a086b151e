package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.verification.ColumnFacts;
import dev.sluice.connector.verification.ColumnFacts.Found;
import dev.sluice.connector.verification.Survey;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferReceipt.Loss;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values that would be others at the end of their way. */
final class Losses {

    private Losses() {}

    /**
     * Returns what a table would keep otherwise than the frame has it.
     *
     * @param mapping the table's columns, if the rows go into a table that is there
     * @param zone time zone whose clocks were staged
     */
    static List<Loss> of(Frame frame, Survey survey, Optional<Mapping> mapping, ZoneId zone) {
        List<Loss> losses = new ArrayList<>();
        for (int i = 0; i < survey.facts().size(); i++) {
            ColumnFacts facts = survey.facts().get(i);
            String name = frame.fields().get(i).name();
            if (mapping.isPresent()) {
                PoolColumn column = mapping.get().columns().get(i);
                if (column.type().kind().hasCodePage()) {
                    add(
                            losses,
                            name,
                            facts.unfit(),
                            "written with other characters, because "
                                    + mapping.get().traits().get(i).codePage() + " of " + column.type()
                                    + " lacks some of theirs");
                }
                add(
                        losses,
                        name,
                        facts.changed(),
                        (column.type().isFilledUp() ? "filled up to " : "rounded to ") + column.type());
            }
            add(
                    losses,
                    name,
                    facts.repeated(),
                    "one clock time for two instants, because clocks of " + zone.getId() + " show it twice");
        }
        return losses;
    }

    private static void add(List<Loss> losses, String column, Found found, String what) {
        if (found.any()) {
            losses.add(new Loss(column, what, found.count(), String.valueOf(found.example())));
        }
    }

    /** Returns the refusal of losses that nobody has allowed. */
    static TransferFailedException refusal(List<Loss> losses, String table) {
        return TransferFailedException.of(
                ErrorCode.VALUE_OUT_OF_RANGE,
                "Values would change on their way into table " + table,
                shown(losses),
                "Change them in the frame, widen the table's columns, or set spark.sql.session.timeZone to UTC to keep"
                        + " instants apart. --allow-loss (option allowLoss) writes them all the same, and the receipt"
                        + " counts them");
    }

    /** Returns the refusal of losses of a read that nobody has allowed. */
    static TransferFailedException refusalOfRead(List<Loss> losses) {
        return TransferFailedException.of(
                ErrorCode.VALUE_OUT_OF_RANGE,
                "Values would change on their way to Spark",
                shown(losses),
                "Set spark.sql.session.timeZone to UTC, whose clocks show every time, or leave the column or the rows"
                        + " out. A read with --allow-loss (option allowLoss) takes them all the same, and the receipt"
                        + " counts them");
    }

    private static String shown(List<Loss> losses) {
        return String.join("; ", losses.stream().map(Losses::shown).toList());
    }

    private static String shown(Loss loss) {
        return "column " + loss.column() + ": " + loss.values() + (loss.values() == 1 ? " value is " : " values are ")
                + loss.what() + ", such as '" + loss.example() + "'";
    }
}
