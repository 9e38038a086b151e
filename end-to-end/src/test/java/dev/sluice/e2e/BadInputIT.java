package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.livy.Language;
import dev.sluice.magics.cell.CellOutcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads who typed something wrong. After each: nothing is half-written and nothing is left in staging. */
@ExtendWith(SharedPool.class)
class BadInputIT {

    private static Notebook notebook;
    private static TestPool pool;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeFrames(TestPool shared) {
        pool = shared;
        notebook = Notebook.on(pool);
        notebook.run("""
                rows = spark.range(10)
                number = 5
                intervals = spark.sql("select make_interval(1) as gap")
                import pandas
                frame_of_pandas = pandas.DataFrame({"a": [1]})""");
        notebook.run("%%sqlpool write rows -> dbo.Taken --mode overwrite");
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    /** Nothing but how transfers have ended, and that the driver lives. */
    @AfterEach
    void nothingIsLeft() throws IOException {
        Path staging = pool.layout().lake().resolve("sluicelocal/lake/staging");
        try (Stream<Path> left = Files.walk(staging)) {
            assertThat(left.filter(Files::isRegularFile))
                    .allMatch(file -> file.startsWith(staging.resolve("_sluice/history"))
                            || file.startsWith(staging.resolve("_sluice/live")));
        }
        assertThat(notebook.run("%%sqlpool query\nSELECT COUNT(*) AS n FROM sys.tables WHERE name LIKE '%sluice%'"))
                .contains("0");
        assertThat(notebook.run("%%sqlpool query\nSELECT COUNT(*) AS n FROM dbo.Taken"))
                .contains("10");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            %%sqlpool write rows -> dbo..T         | INVALID_REQUEST     | Cannot parse table name 'dbo..T': position 4 needs brackets, as in [name]
            %%sqlpool write rows -> dbo.T --mod x  | INVALID_REQUEST     | Unknown option --mod
            %%sqlpool write rows -> dbo.T --mode x | INVALID_REQUEST     | Invalid mode 'x': use one of error, append, overwrite, ignore
            %%sqlpool write nothing -> dbo.T       | FRAME_NOT_FOUND     | nothing
            %%sqlpool write number -> dbo.T        | FRAME_OF_WRONG_KIND | It is of class int
            %%sqlpool write frame_of_pandas -> T   | FRAME_OF_WRONG_KIND | pandas.core.frame.DataFrame
            %%sqlpool write intervals -> dbo.T     | UNSUPPORTED_TYPE    | Cannot write column gap of type interval
            %%sqlpool write rows -> dbo.Taken      | TABLE_EXISTS        | Table [dbo].[Taken] exists already
            %%sqlpool read dbo.Missing -> v        | TABLE_NOT_FOUND     | dbo.Missing
            %%sqlpool read dbo.Taken -> [a b]      | INVALID_REQUEST     | a b
            %%sqlpol read dbo.Taken -> v           | INVALID_REQUEST     | Did you mean %%sqlpool?
            """)
    void saysWhatIsWrong(String cell, String code, String text) {
        CellOutcome.Failed failed = notebook.fail(cell);

        assertThat(failed.name()).isEqualTo(code);
        assertThat(failed.message()).contains(text);
        assertThat(failed.traceback().get(0)).startsWith(code + ": ");
    }

    @Test
    void saysWhichLineOfTransactSqlIsNotUnderstood() {
        CellOutcome.Failed failed = notebook.fail("%%sqlpool query\nSELECT 1\nFORM dbo.Taken x y");

        assertThat(failed.name()).isEqualTo("SQL_REFUSED");
        assertThat(failed.message()).contains("Incorrect syntax near").contains("line: 2, column: 6");
    }

    @Test
    void refusesWrongPasswordAndKeepsItSecret() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "not-the-password\n");

        CellOutcome.Failed failed =
                notebook.fail("%%sqlpool read dbo.Taken -> v --auth sql --user sluice --secret file:" + secret);

        assertThat(failed.name()).isEqualTo("LOGIN_FAILED");
        assertThat(failed.message())
                .contains("Login failed for sluice on 127.0.0.1")
                .doesNotContain("not-the-password");
        assertThat(String.join("\n", failed.traceback())).doesNotContain("not-the-password");
    }

    @Test
    void refusesPasswordInThePlaceOfItsReferenceAndDoesNotRepeatIt() {
        CellOutcome.Failed failed =
                notebook.fail("%%sqlpool read dbo.Taken -> v --auth sql --user sluice --secret Passw0rd!");

        assertThat(failed.name()).isEqualTo("INVALID_REQUEST");
        assertThat(failed.message())
                .contains("as file:PATH, env:NAME or conf:KEY")
                .doesNotContain("Passw0rd!");
    }

    @Test
    void namesPermissionThatIsMissingAndTheGrant() throws IOException {
        notebook.run("%%sqlpool run\nCREATE LOGIN reader WITH PASSWORD = 'Reader_1_only'");
        notebook.run("%%sqlpool run\nCREATE USER reader FOR LOGIN reader");
        Path secret = Files.writeString(folder.resolve("secret"), "Reader_1_only");

        CellOutcome.Failed failed =
                notebook.fail("%%sqlpool read dbo.Taken -> v --auth sql --user reader --secret file:" + secret);

        assertThat(failed.name()).isEqualTo("PERMISSION_DENIED");
        assertThat(failed.message()).contains("GRANT ");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:1", "no-such-host.invalid"})
    void saysThatSqlPoolDoesNotAnswer(String server) {
        // A server that nobody has named is sent no token: the login comes with the request.
        CellOutcome.Failed failed = notebook.fail(
                "%%sqlpool write rows -> dbo.T --server " + server + " --auth sql --user u --secret env:HOME");

        assertThat(failed.name()).isEqualTo("SQL_POOL_UNREACHABLE");
        assertThat(failed.message()).contains("The SQL pool " + server).contains("does not answer");
    }

    @Test
    void saysThatLivyDoesNotAnswer() {
        try (Notebook lost = Notebook.at(URI.create("http://127.0.0.1:1"), Language.PYSPARK)) {
            CellOutcome.Failed failed = lost.fail("1 + 1");

            assertThat(failed.name()).isEqualTo("LIVY_UNREACHABLE");
            assertThat(failed.message()).contains("http://127.0.0.1:1");
        }
    }

    @Test
    void namesClassAndMessageOfErrorInEveryLanguage() {
        List<CellOutcome.Failed> failures = List.of(
                notebook.fail("1 / 0"),
                notebook.fail("%%spark\nthrow new IllegalStateException(\"told so\")"),
                notebook.fail("%%sql\nSELECT nope FROM range(1)"));

        assertThat(failures.get(0).name()).isEqualTo("ZeroDivisionError");
        assertThat(failures.get(0).message()).isEqualTo("division by zero");
        assertThat(failures.get(1).name()).isEqualTo("java.lang.IllegalStateException");
        assertThat(failures.get(1).message()).contains("told so");
        assertThat(failures.get(2).name()).endsWith("AnalysisException");
        assertThat(failures.get(2).message()).contains("nope").contains("UNRESOLVED_COLUMN");
    }
}
