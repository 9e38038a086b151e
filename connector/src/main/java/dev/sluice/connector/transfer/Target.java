package dev.sluice.connector.transfer;

import dev.sluice.connector.jdbc.DescribedColumn;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.ColumnDefinition;
import dev.sluice.connector.sql.Layout;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.sql.Storage;
import dev.sluice.connector.sql.TableStatistics;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.transfer.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The table to write, as it is before.
 *
 * @param columns its columns, in order; of types that cannot be loaded too
 * @param traits what its columns have beyond their types, by name
 */
record Target(
        boolean external,
        List<DescribedColumn> columns,
        Layout layout,
        Map<String, ColumnTraits> traits,
        Attachments attachments) {

    Target {
        columns = List.copyOf(columns);
        traits = Map.copyOf(traits);
    }

    /** Looks for the table. */
    static Optional<Target> find(PoolSession session, Statements statements, TableName table) {
        return session.firstRow(statements.tableKind(table))
                .map(kind -> TargetCatalog.read(session, statements, table, "external".equals(kind.get(0))));
    }

    /** Returns what a column has beyond its type. */
    ColumnTraits traits(String column) {
        return traits.getOrDefault(column, ColumnTraits.NONE);
    }

    /** Returns the columns for a transfer. All of them must be of types that can be loaded. */
    List<PoolColumn> poolColumns() {
        return columns.stream()
                .map(column -> new PoolColumn(
                        column.name(),
                        PoolType.describe(column.type(), column.precision(), column.scale())
                                .orElseThrow(),
                        column.nullable()))
                .toList();
    }

    /** Returns a column with its collation, to be defined as the target has it. */
    ColumnDefinition definition(PoolColumn column) {
        return new ColumnDefinition(column, traits(column.name()).collation());
    }

    /** Returns the names of the columns that the pool numbers. */
    List<String> identities() {
        return named(ColumnTraits::identity);
    }

    /** Returns the names of the columns that have a default. */
    List<String> defaults() {
        return named(ColumnTraits::defaulted);
    }

    /** Returns the names of the columns that some see masked. */
    List<String> masked() {
        return named(ColumnTraits::masked);
    }

    private List<String> named(Predicate<ColumnTraits> trait) {
        return columns.stream()
                .map(DescribedColumn::name)
                .filter(name -> trait.test(traits(name)))
                .toList();
    }

    /**
     * Returns whether the rows of another table can be switched in. The other is made like this one in columns, distribution
     * and index; what it is not made like keeps a pool from switching, or makes it do so partition by partition.
     */
    boolean isSwitchable() {
        return attachments.partitionColumn() == null
                && attachments.indexes().isEmpty()
                && identities().isEmpty()
                && masked().isEmpty();
    }

    /**
     * Returns why a column of texts or bytes cannot be lengthened in place, in words; nothing if it can.
     *
     * <p>{@code ALTER TABLE}: no distribution column, no partition column, none that statistics of a user are on, none of a
     * key.
     */
    List<String> keepsFromLengthening(String column) {
        List<String> reasons = new ArrayList<>();
        if (layout.placement().columns().stream().anyMatch(name -> Mapping.same(name, column))) {
            reasons.add("the table is distributed by it");
        }
        if (layout.storage() instanceof Storage.Columnstore
                && layout.storage().columns().stream().anyMatch(name -> Mapping.same(name, column))) {
            reasons.add("the columnstore index is ordered by it");
        }
        String partition = attachments.partitionColumn();
        if (partition != null && Mapping.same(partition, column)) {
            reasons.add("the table is parted by it");
        }
        for (TableStatistics statistics : attachments.statisticsOf(column)) {
            reasons.add("the statistics " + statistics.name() + " are on it");
        }
        return reasons;
    }
}
