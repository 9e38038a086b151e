package dev.sluice.pool.sql.tds.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.microsoft.sqlserver.jdbc.SQLServerDataTable;
import com.microsoft.sqlserver.jdbc.SQLServerPreparedStatement;
import dev.sluice.pool.identity.LocalIdentity;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that the Microsoft JDBC driver sends as parameters and gets back in a row. */
@Timeout(60)
class JdbcTypesIT {

    @TempDir
    static Path identityFolder;

    private static TdsServer server;
    private static Connection connection;

    @BeforeAll
    static void connect() throws IOException, SQLException {
        LocalIdentity identity = LocalIdentity.openOrCreate(identityFolder.resolve("identity"));
        server = TdsServer.start(
                ServerSettings.of(0, identity.serverTls(), ""), new FakeEngine(), new FakeAuthenticator());
        connection = DriverManager.getConnection("jdbc:sqlserver://127.0.0.1:" + server.port()
                + ";databaseName=sqlpool;user=sluice;password=pässword€;encrypt=false;sendTimeAsDatetime=false");
    }

    @AfterAll
    static void disconnect() throws SQLException, IOException {
        connection.close();
        server.close();
    }

    static List<Arguments> values() {
        return List.of(
                arguments(Types.BIT, true, "bit"),
                arguments(Types.TINYINT, (short) 0, "smallint"),
                arguments(Types.TINYINT, (short) 255, "smallint"),
                arguments(Types.SMALLINT, Short.MIN_VALUE, "smallint"),
                arguments(Types.SMALLINT, Short.MAX_VALUE, "smallint"),
                arguments(Types.INTEGER, Integer.MIN_VALUE, "int"),
                arguments(Types.INTEGER, Integer.MAX_VALUE, "int"),
                arguments(Types.BIGINT, Long.MIN_VALUE, "bigint"),
                arguments(Types.BIGINT, Long.MAX_VALUE, "bigint"),
                arguments(Types.REAL, Float.MIN_VALUE, "real"),
                arguments(Types.REAL, -Float.MAX_VALUE, "real"),
                arguments(Types.DOUBLE, Double.MIN_VALUE, "float"),
                arguments(Types.DOUBLE, -Double.MAX_VALUE, "float"),
                arguments(Types.DECIMAL, new BigDecimal("9".repeat(38)), "decimal"),
                arguments(Types.DECIMAL, new BigDecimal("-0." + "9".repeat(38)), "decimal"),
                arguments(Types.NUMERIC, new BigDecimal("-1234567890123456789.123"), "decimal"),
                arguments(microsoft.sql.Types.MONEY, new BigDecimal("-922337203685477.5808"), "decimal"),
                arguments(microsoft.sql.Types.MONEY, new BigDecimal("922337203685477.5807"), "decimal"),
                arguments(microsoft.sql.Types.SMALLMONEY, new BigDecimal("-214748.3648"), "decimal"),
                arguments(Types.VARCHAR, "", "nvarchar"),
                arguments(Types.VARCHAR, "ž€ä", "nvarchar"),
                arguments(Types.VARCHAR, "x".repeat(8000), "nvarchar"),
                arguments(Types.NVARCHAR, "𝄞 žluť 日本", "nvarchar"),
                arguments(Types.NVARCHAR, "日".repeat(4000), "nvarchar"),
                arguments(Types.LONGNVARCHAR, "日".repeat(100_000), "nvarchar"),
                arguments(Types.BINARY, new byte[] {0, -1}, "varbinary"),
                arguments(Types.VARBINARY, new byte[8000], "varbinary"),
                arguments(Types.LONGVARBINARY, new byte[100_000], "varbinary"),
                arguments(Types.DATE, LocalDate.of(1, 1, 1), "date"),
                arguments(Types.DATE, LocalDate.of(9999, 12, 31), "date"),
                arguments(Types.TIME, LocalTime.of(23, 59, 59, 999_999_900), "time"),
                arguments(Types.TIMESTAMP, LocalDateTime.of(1, 1, 1, 0, 0), "datetime2"),
                arguments(Types.TIMESTAMP, LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_900), "datetime2"),
                arguments(
                        Types.TIMESTAMP_WITH_TIMEZONE,
                        OffsetDateTime.parse("1600-01-01T14:00:00+14:00"),
                        "datetimeoffset"),
                arguments(
                        Types.TIMESTAMP_WITH_TIMEZONE,
                        OffsetDateTime.parse("9999-12-31T23:59:59.9999999Z"),
                        "datetimeoffset"),
                arguments(
                        microsoft.sql.Types.DATETIME,
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 997_000_000),
                        "datetime2"),
                arguments(microsoft.sql.Types.SMALLDATETIME, LocalDateTime.of(2079, 6, 6, 23, 59), "datetime2"),
                arguments(
                        microsoft.sql.Types.GUID,
                        UUID.fromString("6F9619FF-8B86-D011-B42D-00C04FC964FF"),
                        "uniqueidentifier"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void carriesAValueBothWays(int type, Object value, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT ?")) {
            statement.setObject(1, value instanceof UUID ? value.toString() : value, type);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.getMetaData().getColumnTypeName(1)).isEqualTo(name);
                assertThat(rows.next()).isTrue();
                if (value instanceof byte[]) {
                    assertThat(rows.getBytes(1)).isEqualTo(value);
                } else {
                    assertThat(rows.getObject(1, value.getClass())).isEqualTo(value);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void carriesNullBothWays(int type) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT ?")) {
            statement.setNull(1, type);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getObject(1)).isNull();
                assertThat(rows.wasNull()).isTrue();
            }
        }
    }

    @Test
    void carriesManyNullsInOneRow() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + "?,".repeat(19) + "?")) {
            for (int i = 1; i <= 20; i++) {
                statement.setObject(i, i % 7 == 0 ? i : null, Types.INTEGER);
            }
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                for (int i = 1; i <= 20; i++) {
                    assertThat(rows.getObject(i)).isEqualTo(i % 7 == 0 ? i : null);
                }
            }
        }
    }

    @Test
    void readsColumnsOfEachType() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW")) {
            assertThat(rows.next()).isTrue();
            int column = 0;
            for (Object value : FakeEngine.VALUES.values()) {
                column++;
                String name = rows.getMetaData().getColumnName(column);
                assertThat(rows.getMetaData().getColumnTypeName(column)).isEqualTo(name);
                Object read =
                        value instanceof byte[] ? rows.getBytes(column) : rows.getObject(column, value.getClass());
                assertThat(read).as(name).isEqualTo(value);
            }
            assertThat(rows.next()).isTrue();
            for (int i = 1; i <= column; i++) {
                assertThat(rows.getObject(i)).isNull();
            }
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void refusesTypesOfNoSqlPool() throws SQLException {
        try (SQLServerPreparedStatement statement =
                (SQLServerPreparedStatement) connection.prepareStatement("SELECT ?")) {
            SQLServerDataTable table = new SQLServerDataTable();
            table.addColumnMetadata("a", Types.INTEGER);
            statement.setStructured(1, "dbo.t", table);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(statement::executeQuery)
                    .withMessageContaining("A parameter is a table-valued parameter")
                    .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(8009));
        }
        assertThat(connection.isValid(5)).isTrue();
    }
}
