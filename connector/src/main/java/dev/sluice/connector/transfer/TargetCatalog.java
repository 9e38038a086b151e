package dev.sluice.connector.transfer;

import dev.sluice.connector.jdbc.DescribedColumn;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.Layout;
import dev.sluice.connector.sql.Permission;
import dev.sluice.connector.sql.Placement;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.sql.Storage;
import dev.sluice.connector.sql.TableStatistics;
import dev.sluice.connector.type.CodePage;
import dev.sluice.transfer.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads all that the catalog says of a table, in one request. */
final class TargetCatalog implements PoolSession.BatchReader {

    /** Takes one result. */
    @FunctionalInterface
    private interface Taker {
        void take(ResultSet rows) throws SQLException;
    }

    private final List<String> queries = new ArrayList<>();
    private final List<Taker> takers = new ArrayList<>();
    private final Map<String, ColumnTraits> traits = new HashMap<>();
    private final List<Permission> permissions = new ArrayList<>();
    private final Map<String, List<String>> statistics = new LinkedHashMap<>();
    private final Map<String, @Nullable String> filters = new HashMap<>();
    private final Set<String> indexes = new LinkedHashSet<>();
    private final List<String> hashColumns = new ArrayList<>();
    private final List<Storage.Key> keys = new ArrayList<>();
    private final List<String> order = new ArrayList<>();
    private final Set<String> policies = new LinkedHashSet<>();
    private List<DescribedColumn> columns = List.of();
    private String policy = "ROUND_ROBIN";
    private String storage = "CLUSTERED COLUMNSTORE";
    private @Nullable String partitionColumn;
    private boolean seesAll;
    private int next;

    private TargetCatalog(Statements statements, TableName table) {
        ask(
                statements.select(List.of("*"), table.toSqlInDatabase(), null, 0L),
                rows -> columns = DescribedColumn.all(rows.getMetaData()));
        ask(statements.placement(table), each(this::placement));
        ask(statements.indexes(table), each(this::index));
        ask(statements.columnTraits(table), each(this::traits));
        ask(statements.permissions(table), each(this::permission));
        ask(statements.seesPermissions(table), each(row -> seesAll = row.getInt(1) == 1));
        ask(statements.statistics(table), each(this::statistics));
        ask(statements.securityPolicies(table), each(row -> policies.add(row.getString(1))));
    }

    /** Reads a table that is there. */
    static Target read(PoolSession session, Statements statements, TableName table, boolean external) {
        TargetCatalog catalog = new TargetCatalog(statements, table);
        session.batchQuietly(String.join(";\n", catalog.queries), catalog);
        return new Target(
                external,
                catalog.columns,
                external ? Layout.DEFAULT : catalog.layout(),
                catalog.traits,
                catalog.attachments());
    }

    @Override
    public void rows(ResultSet rows) throws SQLException {
        takers.get(next).take(rows);
        next++;
    }

    @Override
    public void count(long rows) {
        throw new IllegalStateException("A query of the catalog changed " + rows + " rows");
    }

    private void ask(String query, Taker taker) {
        queries.add(query);
        takers.add(taker);
    }

    private static Taker each(Taker ofRow) {
        return rows -> {
            while (rows.next()) {
                ofRow.take(rows);
            }
        };
    }

    private void placement(ResultSet row) throws SQLException {
        policy = row.getString(1);
        String column = row.getString(2);
        if (column != null) {
            hashColumns.add(column);
        }
    }

    private void index(ResultSet row) throws SQLException {
        String name = row.getString(2);
        String type = row.getString(3);
        String column = row.getString(4);
        if (row.getInt(1) > 1 || row.getInt(9) == 1) {
            indexes.add(name);
            return;
        }
        storage = type;
        if (column == null) {
            return;
        }
        if (row.getInt(5) > 0) {
            keys.add(new Storage.Key(column, row.getInt(8) == 1 ? Storage.Direction.DESC : Storage.Direction.ASC));
        }
        if (row.getInt(6) > 0) {
            order.add(column);
        }
        if (row.getInt(7) > 0) {
            partitionColumn = column;
        }
    }

    private void traits(ResultSet row) throws SQLException {
        traits.put(
                row.getString(1),
                new ColumnTraits(
                        row.getInt(2) != 0,
                        row.getInt(3) != 0,
                        row.getInt(6) != 0,
                        new CodePage(row.getInt(4)),
                        row.getString(5)));
    }

    private void permission(ResultSet row) throws SQLException {
        permissions.add(new Permission(
                Permission.State.valueOf(row.getString(1).strip()),
                row.getString(2).strip(),
                row.getString(3),
                row.getString(4)));
    }

    private void statistics(ResultSet row) throws SQLException {
        String name = row.getString(1);
        statistics.computeIfAbsent(name, each -> new ArrayList<>()).add(row.getString(2));
        filters.put(name, row.getString(3));
    }

    private Layout layout() {
        Placement placement = "HASH".equals(policy) && !hashColumns.isEmpty()
                ? new Placement.Hash(hashColumns)
                : "REPLICATE".equals(policy) ? new Placement.Replicate() : new Placement.RoundRobin();
        if ("HEAP".equals(storage)) {
            return new Layout(placement, new Storage.Heap());
        }
        return new Layout(
                placement,
                "CLUSTERED".equals(storage) && !keys.isEmpty()
                        ? new Storage.Clustered(keys)
                        : new Storage.Columnstore(order));
    }

    private Attachments attachments() {
        return new Attachments(
                permissions,
                seesAll,
                statistics.entrySet().stream()
                        .map(each -> new TableStatistics(each.getKey(), each.getValue(), filters.get(each.getKey())))
                        .toList(),
                List.copyOf(indexes),
                partitionColumn,
                List.copyOf(policies));
    }
}
