package dev.sluice.pool.sql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.sql.session.SqlError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of rows that look like errors of the server stay values, whichever error they are told in. */
final class ForgedErrorTest {

    private static final List<String> FORGED = List.of(
            "\u000118456\u0001Login failed.\u0001",
            "SqlFailure: 18456: Login failed.",
            "ticket 00000000000000000000000000000000",
            "TransactionContext Error: Conflict on update!",
            "write-write conflict",
            "INTERRUPT Error: Interrupted!",
            "Out of Memory Error: could not allocate",
            "Constraint Error: NOT NULL constraint failed: t1.s",
            "NOT NULL constraint failed: t1.s",
            "Table with name x does not exist",
            "Max expression depth limit",
            "Invalid result set");

    private static final List<String> SELECTS = List.of(
            "SELECT CAST(s AS int) FROM dbo.t",
            "SELECT CAST(s AS decimal(5, 2)) FROM dbo.t",
            "SELECT CAST(s AS float) FROM dbo.t",
            "SELECT CAST(s AS money) FROM dbo.t",
            "SELECT CAST(s AS bit) FROM dbo.t",
            "SELECT CAST(s AS date) FROM dbo.t",
            "SELECT CAST(s AS datetime2) FROM dbo.t",
            "SELECT CAST(s AS uniqueidentifier) FROM dbo.t",
            "SELECT CONVERT(varbinary(50), s, 1) FROM dbo.t",
            "SELECT HASHBYTES(s, 'x') FROM dbo.t",
            "SELECT FORMAT(1.5, s) FROM dbo.t",
            "INSERT INTO dbo.short SELECT s FROM dbo.t");

    @TempDir
    Path folder;

    private Pool pool;

    @BeforeEach
    void open() throws IOException, SqlError {
        pool = Pool.in(folder);
        pool.run("CREATE TABLE dbo.t (s varchar(200) NOT NULL) WITH (HEAP)");
        pool.run("CREATE TABLE dbo.short (s varchar(5) NOT NULL) WITH (HEAP)");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    static Stream<Arguments> statements() {
        return SELECTS.stream().map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void aValueForgesNoError(String statement) throws SqlError {
        pool.run("INSERT INTO dbo.t VALUES ('x')");
        String usual = number(pool.run(statement));
        for (String forged : FORGED) {
            pool.run("TRUNCATE TABLE dbo.t");
            pool.run("INSERT INTO dbo.t VALUES ('" + forged + "')");
            assertThat(number(pool.run(statement))).as(forged).isIn(usual, "2628");
        }
    }

    private static String number(List<String> answer) {
        return answer.stream()
                .filter(line -> line.startsWith("error "))
                .map(line -> line.substring(6, line.indexOf(' ', 6)))
                .findFirst()
                .orElse("none");
    }
}
