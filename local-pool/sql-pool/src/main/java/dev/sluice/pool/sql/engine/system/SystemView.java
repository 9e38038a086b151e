package dev.sluice.pool.sql.engine.system;

import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.query.DuckTypes;
import dev.sluice.pool.sql.query.Relation;
import dev.sluice.pool.sql.query.RelationColumn;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A view of the system: the columns with their T-SQL types, and DuckDB's query for them by position.
 *
 * @param name {@code sys.tables}
 */
record SystemView(String name, List<RelationColumn> columns, String sql) {

    private static final Pattern COLUMN = Pattern.compile("(\\w+) (\\w+)(?:\\((\\w+)\\))?");

    /**
     * Reads the columns from a text: {@code name sysname, object_id int, data_type nvarchar(128)}. They are nullable,
     * as clients may not rely on more.
     */
    static SystemView of(String name, String columns, String sql) {
        return new SystemView(name, columns(columns), sql);
    }

    /** Reads columns from a text. */
    static List<RelationColumn> columns(String text) {
        List<RelationColumn> columns = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = COLUMN.matcher(part.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("Cannot read the column '" + part + "' of a system view");
            }
            String argument = Objects.requireNonNullElse(matcher.group(3), "0");
            columns.add(new RelationColumn(
                    Objects.requireNonNull(matcher.group(1)),
                    type(Objects.requireNonNull(matcher.group(2)), argument),
                    true));
        }
        return columns;
    }

    private static SqlType type(String name, String argument) {
        if (name.equals("sysname")) {
            return new SqlType(Kind.NVARCHAR, 128, 0, 0);
        }
        int number = argument.equals("max") ? SqlType.MAX : Integer.parseInt(argument);
        Kind kind = Kind.valueOf(name.toUpperCase(Locale.ROOT));
        return switch (kind) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR, BINARY, VARBINARY -> new SqlType(kind, number, 0, 0);
            case TIME, DATETIME2, DATETIMEOFFSET -> new SqlType(kind, 0, 0, number);
            default -> SqlType.of(kind);
        };
    }

    /** As queries see it. */
    Relation relation() {
        return new Relation('(' + select(columns, sql) + ')', columns);
    }

    /** Returns a query whose columns have the names and types given, of a query that yields them by position. */
    static String select(List<RelationColumn> columns, String sql) {
        List<String> raw = new ArrayList<>();
        List<String> items = new ArrayList<>();
        for (RelationColumn column : columns) {
            String name = "c" + raw.size();
            raw.add(name);
            items.add("CAST(" + name + " AS " + DuckTypes.sql(column.type()) + ") AS " + DuckSql.name(column.name()));
        }
        return "SELECT " + String.join(", ", items) + " FROM (" + sql + ") AS raw(" + String.join(", ", raw) + ")";
    }
}
