package dev.sluice.connector.publication;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.staging.Publishing;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether rows were published when nobody has said so, and makes the answer final.
 *
 * <p>To look is not enough: the statement may still run, and take effect a moment after. So that which it needs is taken away
 * first, by a statement that waits for it or makes it fail:
 *
 * <pre>
 * published by          taken away                         published if
 * rename                shadow, by a rename of its own     the shadow has the target's name: its object id tells
 * two renames           shadow, by a rename of its own     the shadow has the target's name; else the target gets its own back,
 *                                                          if that is still free, or waits for a person
 * switch                shadow, by a rename of its own     the shadow is empty and was not before
 * insert                mark, by a rename                  the mark has a row
 * external table        its file format, by a drop         the table is there, over this transfer's folder;
 *                                                          else the former one is made again
 * moved folder          staged folder, by a move           the folder has moved
 * </pre>
 *
 * <p>Any number of settlements, by whomever, end alike.
 */
public final class Settlement {

    /** What was found out. */
    public enum Finding {
        /** Readers see the rows. */
        PUBLISHED,
        /** Readers see what they saw before, for good. */
        NOT_PUBLISHED,
        /** Somebody else has changed or dropped what would tell. */
        LOST
    }

    /**
     * What was found out, and what waits for a person.
     *
     * @param kept the target as it was before, under the name that it had between two renames: it could not get its own back,
     *     because that is another table's now; empty if there is none
     */
    public record Settled(Finding finding, Optional<TableName> kept) {

        private static Settled of(Finding finding) {
            return new Settled(finding, Optional.empty());
        }
    }

    private final Statements statements;
    private final StagingArea area;
    private final PoolSession session;
    private final ObjectNames names;

    public Settlement(Statements statements, StagingArea area, PoolSession session, TransferId id, String schema) {
        this.statements = statements;
        this.area = area;
        this.session = session;
        this.names = new ObjectNames(id, schema, null);
    }

    /**
     * Settles.
     *
     * @throws TransferFailedException if the SQL pool or the storage does not answer: nothing is known then
     */
    public Settled settle(Publishing how) {
        return how instanceof Publishing.Replace replace ? replaced(replace) : Settled.of(find(how));
    }

    private Finding find(Publishing how) {
        if (how instanceof Publishing.Rename rename) {
            return renamed(rename.shadow(), rename.shadowId(), rename.target());
        } else if (how instanceof Publishing.Switch rows) {
            return switched(rows);
        } else if (how instanceof Publishing.Insert insert) {
            return inserted(insert);
        } else if (how instanceof Publishing.Define define) {
            return defined(define);
        }
        return moved((Publishing.Move) how);
    }

    private Finding renamed(TableName shadow, long shadowId, TableName target) {
        takeAway(shadow);
        String name = nameOf(shadowId, target.schema());
        if (target.table().equals(name)) {
            return Finding.PUBLISHED;
        }
        return names.settled().table().equals(name) ? Finding.NOT_PUBLISHED : Finding.LOST;
    }

    private Settled replaced(Publishing.Replace replace) {
        Finding finding = renamed(replace.shadow(), replace.shadowId(), replace.target());
        if (finding == Finding.PUBLISHED
                || !replace.aside()
                        .table()
                        .equals(nameOf(replace.targetId(), replace.target().schema()))) {
            return Settled.of(finding);
        }
        // A name that somebody has taken meanwhile is theirs. And if others have dropped the shadow, nobody knows
        // whether
        // readers are to see the former rows again.
        if (finding == Finding.LOST
                || session.firstRow(statements.tableKind(replace.target())).isPresent()) {
            return new Settled(finding, Optional.of(replace.aside()));
        }
        session.execute(statements.rename(replace.aside(), replace.target().table()));
        return Settled.of(finding);
    }

    private Finding switched(Publishing.Switch how) {
        takeAway(how.shadow());
        if (objectId(names.settled()).isEmpty()) {
            return Finding.LOST;
        }
        // Rows that were none cannot tell; but then there is no difference between an empty target and a published one.
        TableName tells = how.rows() == 0 ? how.target() : names.settled();
        return count(tells) == 0 ? Finding.PUBLISHED : Finding.NOT_PUBLISHED;
    }

    private Finding inserted(Publishing.Insert how) {
        takeAway(how.mark());
        if (objectId(names.settled()).isEmpty()) {
            return Finding.LOST;
        }
        return count(names.settled()) == 0 ? Finding.NOT_PUBLISHED : Finding.PUBLISHED;
    }

    private Finding defined(Publishing.Define how) {
        if (isOver(how)) {
            return Finding.PUBLISHED;
        }
        // The table that the transfer looked at its files through stands on the same format.
        dropIfThere(PoolObject.externalTable(names.external()));
        dropIfThere(PoolObject.fileFormat(how.table().fileFormat()));
        if (isOver(how)) {
            return Finding.PUBLISHED;
        }
        restore(how);
        return Finding.NOT_PUBLISHED;
    }

    private void dropIfThere(PoolObject object) {
        if (session.firstRow(statements.find(object)).isPresent()) {
            session.execute(statements.drop(object));
        }
    }

    private boolean isOver(Publishing.Define how) {
        return session.firstRow(statements.externalPlace(how.table().name()))
                .map(place -> how.table().location().equals(place.get(0)))
                .orElse(false);
    }

    private void restore(Publishing.Define how) {
        if (how.replaced() != null
                && session.firstRow(statements.tableKind(how.table().name())).isEmpty()) {
            session.execute(statements.createExternalTable(how.replaced(), how.replacedColumns()));
        }
    }

    private Finding moved(Publishing.Move how) {
        Path from = new Path(how.from());
        Path aside = new Path(from.getParent(), "void");
        if (area.exists(from)) {
            area.move(from, aside);
        }
        if (area.exists(new Path(how.to()))) {
            return Finding.PUBLISHED;
        }
        return area.exists(aside) ? Finding.NOT_PUBLISHED : Finding.LOST;
    }

    /** Gives a table another name, so that no statement that is still on its way finds it. Waits for one that works on it. */
    private void takeAway(TableName table) {
        if (objectId(table).isPresent()) {
            session.execute(statements.rename(table, names.settled().table()));
        }
    }

    private OptionalLong objectId(TableName table) {
        return session.firstRow(statements.objectId(table))
                .map(row -> OptionalLong.of(Long.parseLong(String.valueOf(row.get(0)))))
                .orElseGet(OptionalLong::empty);
    }

    private @Nullable String nameOf(long id, String schema) {
        return session.firstRow(statements.nameOf(id, schema))
                .map(row -> row.get(0))
                .orElse(null);
    }

    private long count(TableName table) {
        return session.number(statements.select(List.of("COUNT_BIG(*)"), table.toSqlInDatabase(), null, null));
    }
}
