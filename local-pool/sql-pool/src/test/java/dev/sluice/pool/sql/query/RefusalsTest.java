package dev.sluice.pool.sql.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.pool.sql.session.SqlError;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Queries that a SQL pool refuses, with number and message. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusalsTest {

    private Pool pool;

    @BeforeAll
    void open() throws SQLException, SqlError {
        pool = new Pool();
    }

    @AfterAll
    void close() throws SQLException {
        pool.close();
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/refusals.txt",
            delimiterString = " ⇒ ",
            quoteCharacter = '\u0001',
            emptyValue = "",
            maxCharsPerColumn = 10000)
    void aQueryIsRefusedAsTheServerRefusesIt(String query, int number, String message) {
        SqlError error = catchThrowableOfType(SqlError.class, () -> pool.rows(query));
        assertThat(error).as(query).isNotNull();
        assertThat(error.getMessage()).as(query).isEqualTo(message);
        assertThat(error.number()).as(query).isEqualTo(number);
    }

    @Test
    void anErrorNamesTheLineItIsAbout() {
        SqlError error = catchThrowableOfType(SqlError.class, () -> pool.rows("SELECT id\nFROM sales\nWHERE nope = 1"));
        assertThat(error.line()).isEqualTo(3);
    }
}
