package dev.sluice.connector.transfer;

import dev.sluice.connector.jdbc.DescribedColumn;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.Layout;
import dev.sluice.connector.sql.Statements;
import dev.sluice.transfer.Distribution;
import dev.sluice.transfer.TableIndex;
import dev.sluice.transfer.TableName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table to write, as it is before.
 *
 * @param columns its columns, in order; of types that cannot be loaded too
 */
record Target(boolean external, List<DescribedColumn> columns, Layout layout) {

    Target {
        columns = List.copyOf(columns);
    }

    /** Looks for the table. */
    static Optional<Target> find(PoolSession session, Statements statements, TableName table) {
        return session.firstRow(statements.tableKind(table)).map(kind -> {
            boolean external = "external".equals(kind.get(0));
            return new Target(
                    external,
                    session.columns(statements.select(List.of("*"), table.toSqlInDatabase(), null, 0L)),
                    external ? Layout.DEFAULT : layout(session, statements, table));
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
