package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.sql.Permission;
import dev.sluice.connector.sql.Storage;
import dev.sluice.connector.sql.TableStatistics;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What a table has that another one under its name would not have. Permissions, statistics, collations, distribution and
 * index are made again as far as the other table has their columns.
 */
final class TableLosses {

    private TableLosses() {}

    /**
     * Lists them, in words.
     *
     * @param columns names of the other table's columns
     * @param max whether one of them is of a MAX type
     */
    static List<String> of(TransferRequest.Write request, Target target, List<String> columns, boolean max) {
        Attachments attached = target.attachments();
        Predicate<String> gone = name -> columns.stream().noneMatch(column -> Mapping.same(column, name));
        List<String> losses = new ArrayList<>();
        add(losses, "the identity of column ", target.identities());
        add(losses, "the default of column ", target.defaults());
        add(losses, "the mask of column ", target.masked());
        if (request.target().distribution() == null) {
            add(
                    losses,
                    "the distribution by column ",
                    target.layout().placement().columns().stream().filter(gone).toList());
        }
        if (request.target().index() == null) {
            add(
                    losses,
                    "the clustered index on column ",
                    target.layout().storage().columns().stream().filter(gone).toList());
            if (max && !target.external() && target.layout().storage() instanceof Storage.Columnstore) {
                losses.add("the columnstore index, which takes no column of a MAX type");
            }
        }
        add(losses, "the index ", attached.indexes());
        if (attached.partitionColumn() != null) {
            losses.add("the partitions by column " + attached.partitionColumn());
        }
        for (TableStatistics statistics : attached.statistics()) {
            add(
                    losses,
                    "the statistics " + statistics.name() + " on column ",
                    statistics.columns().stream().filter(gone).toList());
        }
        add(
                losses,
                "the permissions on column ",
                attached.permissions().stream()
                        .map(Permission::column)
                        .filter(Objects::nonNull)
                        .filter(gone)
                        .distinct()
                        .toList());
        if (!attached.seesAll()) {
            losses.add(
                    "permissions of others that this login does not see, for want of VIEW DEFINITION in the database");
        }
        return losses;
    }

    private static void add(List<String> losses, String what, List<String> names) {
        if (!names.isEmpty()) {
            losses.add(what + String.join(", ", names));
        }
    }

    /**
     * Refuses an overwrite that would lose something.
     *
     * @param why why the table cannot stay, in words
     */
    static void refuse(TransferRequest.Write request, List<String> losses, List<String> why) {
        if (!losses.isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.SCHEMA_MISMATCH,
                    "Overwriting table " + request.table().toSql() + " would lose " + String.join("; ", losses),
                    "The frame needs a table of another definition: "
                            + (why.isEmpty() ? "columns or layout differ" : String.join("; ", why)),
                    "Make the frame fit the table's columns, or drop the table first and write it anew");
        }
    }

    /** Refuses to overwrite a table of which others see some rows only: nobody knows which rows would be replaced. */
    static void refusePolicies(TransferRequest.Write request, Target target) {
        List<String> policies = target.attachments().policies();
        if (!policies.isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "Cannot overwrite table " + request.table().toSql(),
                    "The security policy " + String.join(", ", policies)
                            + " filters its rows: those that this login does not see would stay, or the policy be lost",
                    "Drop the policy first and make it again afterwards, or use mode append");
        }
    }
}
