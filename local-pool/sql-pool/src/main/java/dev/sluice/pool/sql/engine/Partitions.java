package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.CatalogObject.Partitioning;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.Table;
import dev.sluice.pool.sql.engine.catalog.Column;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.engine.store.Link;
import dev.sluice.pool.sql.query.DuckTypes;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition.RangeSide;
import dev.sluice.pool.sql.tsql.Position;
import java.util.ArrayList;
import java.util.List;

/** Partitions of a table as conditions on its partition column: they are not stored apart. */
final class Partitions {

    private final Link link;
    private final Column column;

    Partitions(Link link, Column column) {
        this.link = link;
        this.column = column;
    }

    /** Returns DuckDB's condition for the rows of a partition, counted from 1. */
    static String condition(Table table, int number, Position at) throws SqlError {
        Partitioning partition = table.partition();
        int count = partition == null ? 1 : partition.boundaries().size() + 1;
        if (number < 1 || number > count) {
            throw Scope.error(
                    7722,
                    at,
                    "Invalid partition number " + number + " specified for table '" + table.qualifiedName()
                            + "', partition number can range from 1 to " + count + '.');
        }
        if (partition == null) {
            return "true";
        }
        Column column = table.column(partition.column()).orElseThrow();
        String name = DuckSql.name(column.name());
        boolean right = partition.side() == RangeSide.RIGHT;
        List<String> parts = new ArrayList<>();
        if (number > 1) {
            parts.add(name
                    + (right ? " >= " : " > ")
                    + literal(column, partition.boundaries().get(number - 2)));
        }
        if (number < count) {
            String below = name
                    + (right ? " < " : " <= ")
                    + literal(column, partition.boundaries().get(number - 1));
            parts.add(number == 1 ? "(" + below + " OR " + name + " IS NULL)" : below);
        }
        return parts.isEmpty() ? "true" : String.join(" AND ", parts);
    }

    static String literal(Column column, String boundary) {
        return "CAST(" + DuckSql.text(boundary) + " AS " + DuckTypes.sql(column.type()) + ")";
    }

    /** Finds where a new boundary belongs among others. */
    int position(List<String> boundaries, String added) throws SqlError, CancelledException {
        int position = 0;
        for (String boundary : boundaries) {
            String question = "SELECT " + literal(column, boundary) + " < " + literal(column, added);
            if (link.query(question, List.of(), row -> row.getBoolean(1)).get(0)) {
                position++;
            }
        }
        return position;
    }
}
