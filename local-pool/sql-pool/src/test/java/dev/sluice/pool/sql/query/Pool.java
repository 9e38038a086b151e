package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Change;
import dev.sluice.pool.sql.tsql.Control;
import dev.sluice.pool.sql.tsql.Definition;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.tsql.Statement;
import dev.sluice.pool.sql.tsql.TsqlParser;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A DuckDB in memory with a few tables, as the translator sees it. */
final class Pool implements AutoCloseable, Relations, SessionFacts {

    private final Connection connection;
    private final Map<String, Relation> tables = new HashMap<>();
    private final Map<String, TypedValue> variables = new HashMap<>();

    Pool() throws SQLException, SqlError {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        DuckFunctions.register(connection);
        duck("SET TimeZone = 'UTC'");
        duck("CREATE SCHEMA dbo");
        table(
                "sales",
                "id int NOT NULL, name nvarchar(100), amt decimal(18,4), qty smallint, dt date, ts datetime2(7),"
                        + " f float, flag bit, code char(3), v varchar(10), b varbinary(16), m money, big bigint, t tinyint");
        table("other", "id int NOT NULL, label varchar(20), amt decimal(18,4)");
        run("INSERT INTO sales (id, name, amt, qty, dt, ts, f, flag, code, v, b, m, big, t) VALUES"
                + " (1, N'Ann''s', 10.5, 3, '2024-01-05', '2024-01-05 10:00:00.123456', 1.5, 1, 'ab', 'x', 0x0102,"
                + " 1.25, 5000000000, 200),"
                + " (2, N'bob', 20.25, 7, '2024-02-10', '2024-02-10 11:00:00', 2.5, 0, 'AB', 'X ', 0xFF, 2, 1, 1),"
                + " (3, NULL, NULL, NULL, '2024-03-31', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
        run("INSERT INTO other VALUES (1, 'one', 1), (4, 'FOUR', 4.5)");
    }

    /** Adds a table of columns written in T-SQL. */
    void table(String name, String columns) throws SqlError, SQLException {
        Definition.CreateTable create = (Definition.CreateTable)
                TsqlParser.parse("CREATE TABLE " + name + " (" + columns + ")").get(0);
        List<RelationColumn> list = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        for (Definition.ColumnDefinition column : create.columns()) {
            boolean nullable = column.nullability() != Definition.Nullability.NOT_NULL;
            list.add(new RelationColumn(column.name(), column.type(), nullable));
            sql.append(sql.isEmpty() ? "" : ", ")
                    .append(Quoted.name(column.name()))
                    .append(' ')
                    .append(DuckTypes.sql(column.type()))
                    .append(nullable ? "" : " NOT NULL");
        }
        duck("CREATE TABLE dbo." + Quoted.name(name) + " (" + sql + ')');
        tables.put(name.toLowerCase(Locale.ROOT), new Relation("dbo." + Quoted.name(name), list));
    }

    void variable(String name, SqlType type, Object value) {
        variables.put(name, new TypedValue(type, value));
    }

    private void duck(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Translates the only query of a batch. */
    Translated translate(String batch) throws SqlError {
        Statement.Select select = (Statement.Select) TsqlParser.parse(batch).get(0);
        return Translator.of(this, this).query(select.query());
    }

    /** Runs a query: rows parted by semicolons, values by bars. */
    String rows(String batch) throws SqlError {
        Translated translated = translate(batch);
        StringBuilder text = new StringBuilder();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(translated.sql())) {
            int columns = rows.getMetaData().getColumnCount();
            if (columns != translated.columns().size()) {
                throw new IllegalStateException("columns: " + columns + " in " + translated.sql());
            }
            for (int i = 1; i <= columns; i++) {
                String made =
                        rows.getMetaData().getColumnTypeName(i).replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ");
                String stated =
                        DuckTypes.sql(translated.columns().get(i - 1).type()).replace(" ", "");
                if (!made.replace(" ", "").equals(stated)) {
                    throw new IllegalStateException(made + " instead of " + stated + ": " + translated.sql());
                }
            }
            while (rows.next()) {
                text.append(text.isEmpty() ? "" : "; ");
                for (int i = 1; i <= columns; i++) {
                    text.append(i == 1 ? "" : "|").append(shown(rows, i, translated));
                }
            }
        } catch (SQLException e) {
            SqlError error = DuckErrors.translate(e, 1);
            if (error.number() == 50000) {
                throw new IllegalStateException(translated.sql(), e);
            }
            throw error;
        }
        return text.toString();
    }

    private static String shown(ResultSet rows, int column, Translated translated) throws SQLException {
        String type = DuckTypes.sql(translated.columns().get(column - 1).type());
        if (type.equals("TIMESTAMPTZ")) {
            return rows.getObject(column, OffsetDateTime.class).toInstant().toString();
        }
        if (type.equals("BLOB")) {
            byte[] bytes = rows.getBytes(column);
            return bytes == null ? "null" : "0x" + HexFormat.of().formatHex(bytes);
        }
        return String.valueOf(rows.getString(column));
    }

    /** Returns the type of the first column of a query, as T-SQL writes it. */
    String type(String batch) throws SqlError {
        SqlType type = translate(batch).columns().get(0).type();
        String name = type.kind().name().toLowerCase(Locale.ROOT);
        return switch (type.kind()) {
            case DECIMAL -> name + '(' + type.precision() + ',' + type.scale() + ')';
            case CHAR, VARCHAR, NCHAR, NVARCHAR, BINARY, VARBINARY ->
                name + '(' + (type.length() == SqlType.MAX ? "max" : type.length()) + ')';
            case TIME, DATETIME2, DATETIMEOFFSET -> name + '(' + type.scale() + ')';
            default -> name;
        };
    }

    /** Runs changes and returns the DuckDB SQL of the last. */
    String run(String batch) throws SqlError {
        String sql = "";
        for (Statement statement : TsqlParser.parse(batch)) {
            Translator translator = Translator.of(this, this);
            if (statement instanceof Change.Insert insert) {
                sql = translator.insert(insert);
            } else if (statement instanceof Change.Update update) {
                sql = translator.update(update);
            } else if (statement instanceof Change.Delete delete) {
                sql = translator.delete(delete);
            } else if (statement instanceof Change.Merge merge) {
                sql = translator.merge(merge);
            } else {
                throw new IllegalStateException("no change: " + batch);
            }
            try {
                duck(sql);
            } catch (SQLException e) {
                SqlError error = DuckErrors.translate(e, 1);
                if (error.number() == 50000) {
                    throw new IllegalStateException(sql, e);
                }
                throw error;
            }
        }
        return sql;
    }

    /** Runs the condition of {@code IF condition PRINT 1}. */
    String condition(String condition) throws SqlError, SQLException {
        Control.If node =
                (Control.If) TsqlParser.parse("IF " + condition + " PRINT 1").get(0);
        String sql = Translator.of(this, this).condition(node.condition());
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    @Override
    public Optional<Relation> relation(ObjectName name) {
        boolean own = name.schema() == null || name.schema().equalsIgnoreCase("dbo");
        return own ? Optional.ofNullable(tables.get(name.name().toLowerCase(Locale.ROOT))) : Optional.empty();
    }

    @Override
    public Optional<TypedValue> variable(String name) {
        return Optional.ofNullable(variables.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Optional<TypedValue> systemVariable(String name) {
        return name.equals("@@ROWCOUNT") ? Optional.of(new TypedValue(SqlType.of(Kind.INT), 3)) : Optional.empty();
    }

    @Override
    public LocalDateTime now() {
        return LocalDateTime.of(2024, 5, 6, 7, 8, 9, 123_456_000);
    }

    @Override
    public String login() {
        return "sluice";
    }

    @Override
    public String user() {
        return "dbo";
    }

    @Override
    public String database() {
        return "sqlpool";
    }

    @Override
    public String sessionId() {
        return "SID51";
    }

    @Override
    public int transactionState() {
        return 0;
    }

    @Override
    public OptionalInt objectId(ObjectName name) {
        return tables.containsKey(name.name().toLowerCase(Locale.ROOT)) ? OptionalInt.of(7) : OptionalInt.empty();
    }

    @Override
    public OptionalInt databaseId(String name) {
        return name.equals("sqlpool") ? OptionalInt.of(5) : OptionalInt.empty();
    }

    @Override
    public Optional<TypedValue> serverProperty(String property) {
        return property.equals("EngineEdition")
                ? Optional.of(new TypedValue(SqlType.of(Kind.INT), 6))
                : Optional.empty();
    }

    @Override
    public Optional<TypedValue> databaseProperty(String database, String property) {
        return property.equals("Edition")
                ? Optional.of(new TypedValue(Types.nvarchar(128), "DataWarehouse"))
                : Optional.empty();
    }

    @Override
    public Optional<Boolean> permission(@Nullable String securable, @Nullable String kind, String permission) {
        return Optional.of(true);
    }

    @Override
    public Optional<Boolean> member(String role) {
        return role.equals("db_owner") ? Optional.of(true) : Optional.empty();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
