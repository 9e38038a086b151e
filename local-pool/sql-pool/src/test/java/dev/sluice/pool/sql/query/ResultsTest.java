package dev.sluice.pool.sql.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.type.SqlType;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Queries with what a SQL pool answers to them: values, and the type of the first column. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ResultsTest {

    private Pool pool;

    @BeforeAll
    void open() throws SQLException, SqlError {
        pool = new Pool();
        pool.variable("@number", SqlType.of(SqlType.Kind.INT), 42);
        pool.variable("@text", Types.nvarchar(10), "héllo");
    }

    @AfterAll
    void close() throws SQLException {
        pool.close();
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/results.txt",
            delimiterString = " ⇒ ",
            quoteCharacter = '\u0001',
            emptyValue = "",
            ignoreLeadingAndTrailingWhitespace = false,
            maxCharsPerColumn = 10000)
    void aQueryYieldsWhatTheServerYields(String query, String rows, String type) throws SqlError {
        assertThat(pool.rows(query)).as(query).isEqualTo(rows == null ? "" : rows);
        if (type != null) {
            assertThat(pool.type(query)).as(query).isEqualTo(type);
        }
    }
}
