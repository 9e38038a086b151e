package dev.sluice.connector.transfer;

import dev.sluice.connector.jdbc.DescribedColumn;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.Layout;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.type.CodePage;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.transfer.Distribution;
import dev.sluice.transfer.TableIndex;
import dev.sluice.transfer.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table to write, as it is before.
 *
 * @param columns its columns, in order; of types that cannot be loaded too
 * @param traits what its columns have beyond their types, by name
 */
record Target(boolean external, List<DescribedColumn> columns, Layout layout, Map<String, ColumnTraits> traits) {

    Target {
        columns = List.copyOf(columns);
        traits = Map.copyOf(traits);
    }

    /** Looks for the table. */
    static Optional<Target> find(PoolSession session, Statements statements, TableName table) {
        return session.firstRow(statements.tableKind(table)).map(kind -> {
            boolean external = "external".equals(kind.get(0));
            return new Target(
                    external,
                    session.columns(statements.select(List.of("*"), table.toSqlInDatabase(), null, 0L)),
                    external ? Layout.DEFAULT : layout(session, statements, table),
                    traits(session, statements, table));
        });
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

    /** Returns the names of the columns that the pool numbers. */
    List<String> identities() {
        return columns.stream()
                .map(DescribedColumn::name)
                .filter(name -> traits(name).identity())
                .toList();
    }

    /** Returns the names of the columns that have a default. */
    List<String> defaults() {
        return columns.stream()
                .map(DescribedColumn::name)
                .filter(name -> traits(name).defaulted())
                .toList();
    }

    private static Map<String, ColumnTraits> traits(PoolSession session, Statements statements, TableName table) {
        return session.queryQuietly(statements.columnTraits(table), rows -> {
            Map<String, ColumnTraits> traits = new HashMap<>();
            while (rows.next()) {
                traits.put(
                        rows.getString(1),
                        new ColumnTraits(rows.getInt(2) != 0, rows.getInt(3) != 0, new CodePage(rows.getInt(4))));
            }
            return traits;
        });
    }

    private static Layout layout(PoolSession session, Statements statements, TableName table) {
        return session.firstRow(statements.layout(table))
                .map(row -> new Layout(distribution(row.get(0), row.get(1)), index(row.get(2), row.get(3))))
                .orElse(Layout.DEFAULT);
    }

    private static Distribution distribution(@Nullable String policy, @Nullable String column) {
        if ("HASH".equals(policy) && column != null) {
            return new Distribution.Hash(column);
        }
        return "REPLICATE".equals(policy) ? new Distribution.Replicate() : new Distribution.RoundRobin();
    }

    private static TableIndex index(@Nullable String type, @Nullable String column) {
        if ("HEAP".equals(type)) {
            return new TableIndex.Heap();
        }
        return "CLUSTERED".equals(type) && column != null
                ? new TableIndex.Clustered(column)
                : new TableIndex.Columnstore();
    }
}
