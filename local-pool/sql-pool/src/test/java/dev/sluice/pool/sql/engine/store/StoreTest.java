package dev.sluice.pool.sql.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What DuckDB does with text of a user that should have reached it: the second line behind the translator. */
final class StoreTest {

    @TempDir
    private Path folder;

    private Store store;
    private Connection connection;

    @BeforeEach
    void open() throws IOException, SQLException {
        Files.createDirectories(folder.resolve("lake [x]"));
        Files.createDirectories(folder.resolve("lake [x] too"));
        Files.writeString(folder.resolve("secret"), "secret");
        store = Store.open(folder.resolve("d.duckdb"), folder.resolve("lake [x]"));
        connection = store.connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        store.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "COPY (SELECT 1) TO '$/x.parquet' (FORMAT parquet)",
                "COPY (SELECT 1) TO '$/lake [x] too/x.parquet' (FORMAT parquet)",
                "CREATE TABLE s AS FROM read_text('$/secret')",
                "CREATE TABLE s AS FROM read_csv('$/secret')",
                "CREATE TABLE s AS FROM read_text('$/lake [[]x]/../secret')",
                "CREATE TABLE s AS FROM glob('$/*')",
                "ATTACH '$/other.duckdb'",
                "EXPORT DATABASE '$/export'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET memory_limit = '100GB'",
                "SET max_temp_directory_size = '1000GB'",
                "SET enable_external_access = true",
                "SET allowed_directories = ['/']",
                "SET lock_configuration = false",
                "SET TimeZone = 'Asia/Tokyo'",
                "RESET temp_directory",
            })
    void nothingOutsideOfTheLakeIsReadOrWrittenAndNoSettingChanged(String sql) {
        assertThatThrownBy(() -> run(sql.replace("$", folder.toString()))).isInstanceOf(SQLException.class);
        assertThat(folder.resolve("x.parquet")).doesNotExist();
        assertThat(folder.resolve("other.duckdb")).doesNotExist();
    }

    @Test
    void theLakeIsReadAndWrittenAlsoWhereItsPathLooksLikeAPattern() throws SQLException {
        String lake = folder.resolve("lake [x]").toString();
        run("COPY (SELECT 42 AS a) TO '" + lake + "/a.parquet' (FORMAT parquet)");
        run("CREATE TABLE t AS FROM read_parquet('" + DuckSql.exactly(lake + "/a.parquet") + "')");
        run("CHECKPOINT");
        assertThat(folder.resolve("lake [x]/a.parquet")).exists();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
