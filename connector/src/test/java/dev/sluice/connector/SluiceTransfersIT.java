package dev.sluice.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connector.staging.Lease;
import dev.sluice.transfer.AuthMethod;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.LoadMethod;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.ReadSource;
import dev.sluice.transfer.ResultTable;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.SecretReference;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferOutcome;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import dev.sluice.transfer.WriteTarget;
import java.util.Base64;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SluiceTransfersIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final ObjectMapper JSON = new ObjectMapper();

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        Lease.closeAll();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @Test
    void writesAFrameAndReadsItIntoAView() {
        Dataset<Row> frame = POOL.spark().range(1000).selectExpr("id", "id % 7 as seven", "concat('n', id) as name");

        TransferReceipt written =
                receipt(SluiceTransfers.write(POOL.spark(), frame, encoded(write("df", "dbo.thousand"))));
        TransferReceipt read = receipt(run(read("dbo.thousand", null, "thousand")));

        assertThat(written.rows()).isEqualTo(1000);
        assertThat(written.files()).isPositive();
        assertThat(written.bytes()).isPositive();
        assertThat(written.table()).isEqualTo("[dbo].[thousand]");
        assertThat(written.phases().stream().map(TransferReceipt.PhaseDuration::phase))
                .containsExactly(Phase.PREFLIGHT, Phase.STAGE, Phase.LOAD, Phase.VERIFY, Phase.PUBLISH, Phase.CLEAN);
        assertThat(written.fingerprints())
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.frame()).isEqualTo(each.table()));
        assertThat(written.fingerprints().get(0).frame()).isEqualTo("count=1000");
        assertThat(written.statements()).anyMatch(sql -> sql.startsWith("CREATE TABLE [dbo].[sluice_new_"));
        assertThat(read.rows()).isEqualTo(1000);
        assertThat(read.view()).isEqualTo("thousand");
        assertThat(read.fingerprints()).hasSize(3);
        assertThat(POOL.spark().sql("SELECT sum(seven) FROM thousand").head().getLong(0))
                .isEqualTo(2997);
    }

    @Test
    void writesAViewByName() {
        POOL.spark().range(3).createOrReplaceTempView("three");

        assertThat(receipt(run(write("three", "dbo.three"))).rows()).isEqualTo(3);
    }

    @Test
    void showsAQuery() {
        TransferReceipt receipt = receipt(run(new TransferRequest.Query(
                TransferId.create(),
                PoolAddress.CONFIGURED,
                "SELECT CAST(1 AS bit) AS b, CAST(9007199254740993 AS bigint) AS big, CAST(1.50 AS decimal(9,2)) AS d,"
                        + " CAST('2020-01-31' AS date) AS day, N'ğ' AS s, CAST(NULL AS int) AS n",
                null,
                10,
                null)));

        ResultTable result = receipt.results().get(0);
        assertThat(result.columns().stream().map(column -> column.name() + " " + column.type()))
                .containsExactly("b bit", "big bigint", "d decimal(9,2)", "day date", "s nvarchar(1)", "n int");
        assertThat(result.rows().get(0)).containsExactly(true, "9007199254740993", "1.50", "2020-01-31", "ğ", null);
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void bindsAQueryToAViewAndShowsItsFirstRows() {
        POOL.sql(
                "CREATE TABLE dbo.days (day datetime2(3))",
                "INSERT INTO dbo.days VALUES ('2020-01-31 10:00:00.500')",
                "INSERT INTO dbo.days VALUES ('2020-02-01')",
                "INSERT INTO dbo.days VALUES (NULL)");

        TransferReceipt receipt = receipt(run(new TransferRequest.Query(
                TransferId.create(),
                PoolAddress.CONFIGURED,
                "SELECT day FROM dbo.days WHERE day IS NOT NULL",
                "days",
                1,
                null)));

        ResultTable result = receipt.results().get(0);
        assertThat(result.rows()).hasSize(1);
        assertThat(result.truncated()).isTrue();
        assertThat(result.columns().get(0).type()).isEqualTo("datetime2(3)");
        assertThat(String.valueOf(result.rows().get(0).get(0))).matches("2020-0[12]-[03]1T.*");
        assertThat(POOL.spark().table("days").count()).isEqualTo(2);
    }

    @Test
    void runsStatements() {
        TransferReceipt receipt = receipt(run(new TransferRequest.Run(
                PoolAddress.CONFIGURED,
                "CREATE TABLE dbo.ran (id int)\nGO\nINSERT INTO dbo.ran VALUES (1)\nGO\nSELECT id FROM dbo.ran",
                null)));

        assertThat(receipt.counts().get(1).statement()).isEqualTo("INSERT INTO dbo.ran VALUES (1)");
        assertThat(receipt.counts().get(1).rows()).isEqualTo(1L);
        ResultTable result = receipt.results().get(0);
        assertThat(result.rows()).containsExactly(List.of(1));
    }

    @Test
    void answersFailuresWithoutThrowing() {
        assertFailure(
                SluiceTransfers.write(POOL.spark(), "text", encoded(write("df", "dbo.t"))),
                ErrorCode.FRAME_OF_WRONG_KIND,
                "Cannot write df: it is a java.lang.String");
        assertFailure(
                SluiceTransfers.write(POOL.spark(), null, encoded(write("df", "dbo.t"))),
                ErrorCode.FRAME_NOT_FOUND,
                "There is no frame df");
        assertFailure(run(write("nowhere", "dbo.t")), ErrorCode.FRAME_NOT_FOUND, "There is no frame or view nowhere");
        assertFailure(
                run(read("dbo.missing", null, "v")), ErrorCode.TABLE_NOT_FOUND, "Table dbo.missing does not exist");
        assertFailure(
                run(read(null, "SELECT 1 AS a", "not a name")),
                ErrorCode.INVALID_REQUEST,
                "Invalid view name 'not a name'");
        assertFailure(
                SluiceTransfers.run(POOL.spark(), "e30="), ErrorCode.INVALID_REQUEST, "The request cannot be read");
        assertFailure(
                SluiceTransfers.write(
                        POOL.spark(), null, encoded(new TransferRequest.Run(PoolAddress.CONFIGURED, "SELECT 1", null))),
                ErrorCode.INVALID_REQUEST,
                "Only a write takes a frame");
        assertFailure(
                run(new TransferRequest.Query(
                        TransferId.create(), PoolAddress.CONFIGURED, "SELECT 1 AS a b FROM dbo.t", null, 5, null)),
                ErrorCode.SQL_REFUSED,
                "The SQL pool refused a statement");
        assertFailure(
                run(new TransferRequest.Query(
                        TransferId.create(),
                        new PoolAddress(null, null, AuthMethod.SQL, "sluice", SecretReference.parse("env:NO_SUCH")),
                        "SELECT 1 AS a",
                        null,
                        5,
                        null)),
                ErrorCode.LOGIN_FAILED,
                "Cannot find the secret env:NO_SUCH");
    }

    private static TransferRequest.Write write(String frame, String table) {
        return new TransferRequest.Write(
                TransferId.create(),
                PoolAddress.CONFIGURED,
                frame,
                List.of(),
                new WriteTarget(
                        TableName.parse(table),
                        SaveMode.ERROR,
                        TableType.INTERNAL,
                        null,
                        null,
                        null,
                        null,
                        LoadMethod.POLYBASE,
                        LossPolicy.REFUSE,
                        false),
                null,
                Hooks.NONE,
                Verification.CHECKSUM,
                "sluice test");
    }

    private static TransferRequest.Read read(@Nullable String table, @Nullable String query, String view) {
        return new TransferRequest.Read(
                TransferId.create(),
                PoolAddress.CONFIGURED,
                new ReadSource(
                        table == null ? null : TableName.parse(table), query, List.of(), null, null, LossPolicy.REFUSE),
                view,
                null,
                Hooks.NONE,
                Verification.CHECKSUM,
                "sluice test");
    }

    private static String run(TransferRequest request) {
        return SluiceTransfers.run(POOL.spark(), encoded(request));
    }

    private static String encoded(TransferRequest request) {
        try {
            return Base64.getEncoder()
                    .encodeToString(JSON.writeValueAsString(request).getBytes(UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertFailure(String line, ErrorCode code, String what) {
        TransferOutcome outcome = outcome(line);
        assertThat(outcome).isInstanceOf(TransferFailure.class);
        TransferFailure failure = (TransferFailure) outcome;
        assertThat(failure.what()).as(failure.toString()).isEqualTo(what);
        assertThat(failure.code()).isEqualTo(code);
    }

    private static TransferReceipt receipt(String line) {
        assertThat(outcome(line)).as(line).isInstanceOf(TransferReceipt.class);
        return (TransferReceipt) outcome(line);
    }

    private static TransferOutcome outcome(String line) {
        assertThat(line).startsWith(TransferOutcome.LINE_PREFIX).doesNotContain("\n");
        try {
            return JSON.readValue(line.substring(TransferOutcome.LINE_PREFIX.length()), TransferOutcome.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
