package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Column;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.query.DuckTypes;
import dev.sluice.pool.sql.query.Translated;
import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition.ColumnDefinition;
import dev.sluice.pool.sql.tsql.Definition.Nullability;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.type.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Makes the columns of new tables and refuses those that a dedicated pool refuses. */
final class Columns {

    /** As many as a table may have. */
    private static final int MOST = 1024;

    /** Longest {@code sysname}. */
    static final int LONGEST_NAME = 128;

    private static final int LONGEST_ROW = 8060;

    private final Scope scope;

    Columns(Scope scope) {
        this.scope = scope;
    }

    /** The columns as a statement defines them. */
    List<Column> defined(List<ColumnDefinition> definitions, String table, Position at)
            throws SqlError, CancelledException {
        List<Column> columns = new ArrayList<>();
        for (ColumnDefinition definition : definitions) {
            columns.add(defined(columns.size() + 1, definition));
        }
        requireSound(columns, table, at);
        return columns;
    }

    /** One column as a statement defines it. */
    Column defined(int id, ColumnDefinition definition) throws SqlError, CancelledException {
        requireType(definition.type(), definition.name(), definition.at());
        String defaultSql = null;
        if (definition.defaultValue() != null) {
            defaultSql = constant(definition.defaultValue(), definition.type());
        }
        Column.Identity identity = definition.identity() == null
                ? null
                : new Column.Identity(
                        definition.identity().seed(), definition.identity().increment());
        boolean nullable = definition.nullability() != Nullability.NOT_NULL && identity == null;
        return new Column(id, definition.name(), definition.type(), nullable, defaultSql, identity);
    }

    /** Returns DuckDB's expression for a default, which is a constant. */
    String constant(Expression expression, SqlType type) throws SqlError, CancelledException {
        Object value = new Queries(scope, Silence.SINK).value(expression, type).value();
        if (value == null) {
            return "NULL";
        }
        String text = value instanceof byte[] bytes
                ? "from_hex('" + HexFormat.of().formatHex(bytes) + "')"
                : DuckSql.text(value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        return "CAST(" + text + " AS " + DuckTypes.sql(type) + ')';
    }

    /** The columns of a query's result, with other names if some are given. */
    List<Column> of(Translated query, List<String> names, String table, Position at) throws SqlError {
        if (!names.isEmpty() && names.size() != query.columns().size()) {
            throw Scope.error(
                    8158,
                    at,
                    "'" + table + "' has " + (names.size() > query.columns().size() ? "fewer" : "more")
                            + " columns than were specified in the column list.");
        }
        List<Column> columns = new ArrayList<>();
        for (ResultColumn column : query.columns()) {
            String name = names.isEmpty() ? column.name() : names.get(columns.size());
            if (name.isEmpty()) {
                throw Scope.error(
                        1038,
                        at,
                        "An object or column name is missing or empty. For SELECT INTO statements, verify each column"
                                + " has a name. For other statements, look for empty alias names. Aliases defined as"
                                + " \"\" or [] are not allowed. Change the alias to a valid name.");
            }
            columns.add(Column.plain(columns.size() + 1, name, column.type(), column.nullable()));
        }
        requireSound(columns, table, at);
        return columns;
    }

    private static void requireSound(List<Column> columns, String table, Position at) throws SqlError {
        if (columns.size() > MOST) {
            throw Scope.error(
                    1702,
                    at,
                    "CREATE TABLE failed because column '" + columns.get(MOST).name() + "' in table '" + table
                            + "' exceeds the maximum of " + MOST + " columns.");
        }
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            requireName(column.name(), at);
            if (!names.add(Names.fold(column.name()))) {
                throw Scope.error(
                        2705,
                        at,
                        "Column names in each table must be unique. Column name '" + column.name() + "' in table '"
                                + table + "' is specified more than once.");
            }
        }
        long bytes =
                columns.stream().mapToLong(column -> fixedBytes(column.type())).sum();
        if (bytes > LONGEST_ROW) {
            throw Scope.error(
                    1701,
                    at,
                    "Creating or altering table '" + table + "' failed because the minimum row size would be " + bytes
                            + ", including internal overhead. This exceeds the maximum allowable table row size of "
                            + LONGEST_ROW + " bytes.");
        }
    }

    static void requireName(String name, Position at) throws SqlError {
        if (name.length() > LONGEST_NAME) {
            throw Scope.error(
                    103,
                    at,
                    "The identifier that starts with '" + name.substring(0, LONGEST_NAME)
                            + "' is too long. Maximum length is " + LONGEST_NAME + '.');
        }
    }

    private static void requireType(SqlType type, String column, Position at) throws SqlError {
        boolean tooLong = switch (type.kind()) {
            case NCHAR, NVARCHAR -> type.length() > 4000;
            case CHAR, VARCHAR, BINARY, VARBINARY -> type.length() > 8000;
            default -> false;
        };
        if (tooLong) {
            throw Scope.error(
                    131,
                    at,
                    "The size (" + type.length() + ") given to the column '" + column
                            + "' exceeds the maximum allowed for any data type (8000).");
        }
    }

    private static long fixedBytes(SqlType type) {
        return switch (type.kind()) {
            case NCHAR -> 2L * type.length();
            case CHAR, BINARY -> type.length();
            default -> 0;
        };
    }
}
