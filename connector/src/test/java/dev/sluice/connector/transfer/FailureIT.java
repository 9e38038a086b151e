package dev.sluice.connector.transfer;

import static dev.sluice.connector.failure.Messages.message;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.LocalPool;
import dev.sluice.connector.auth.AccessToken;
import dev.sluice.connector.auth.TokenSource;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.pool.identity.token.TokenAudience;
import dev.sluice.transfer.AuthMethod;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.ResultTable;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FailureIT {

    private static final LocalPool POOL = LocalPool.shared();

    /** What the user's function does: it travels to the executor, which is this JVM, and may hold no process. */
    private static final AtomicReference<Runnable> LOSE_STORAGE = new AtomicReference<>(() -> {});

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @Test
    void logsInWithAToken() throws IOException {
        ResultTable result = query(Clock.systemUTC()).run().results().get(0);

        assertThat(result.rows().get(0)).containsExactly(1);
    }

    @Test
    void saysThatTheTokenHasExpired() throws IOException {
        Clock yesterday = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));

        assertThatThrownBy(() -> query(yesterday).run())
                .hasMessageStartingWith("The access token for 127.0.0.1:" + POOL.sqlPort() + " has expired\n");
    }

    @Test
    void saysThatAGrantIsMissing() {
        POOL.sql("CREATE LOGIN Mary WITH PASSWORD = 'Correct-horse-9'", "CREATE USER Mary FROM LOGIN Mary");

        assertThatThrownBy(() -> POOL.spark()
                        .range(1)
                        .write()
                        .format("sqlanalytics")
                        .option("user", "Mary")
                        .option("password", "Correct-horse-9")
                        .save("dbo.marys"))
                .hasMessageStartingWith("A permission is missing in the database sqlpool on 127.0.0.1:")
                .hasMessageContaining("Let an administrator run: ");
    }

    @Test
    void saysThatTheStorageDoesNotAnswer() {
        SparkSession lost = POOL.spark().newSession();
        lost.conf().set("fs.azure.abfs.endpoint.lost.dfs.core.windows.net", "127.0.0.1:1");
        lost.conf().set("fs.azure.account.key.lost.dfs.core.windows.net", "AAAA");

        assertThatThrownBy(() -> lost.range(1)
                        .write()
                        .format("sqlanalytics")
                        .option("staging", "abfss://lake@lost.dfs.core.windows.net/staging")
                        .save("dbo.lost"))
                .hasMessageStartingWith(
                        "The storage of abfss://lake@lost.dfs.core.windows.net/staging does not answer\n");
        assertThat(POOL.query("SELECT name FROM sys.tables WHERE name = 'lost'"))
                .isEmpty();
    }

    @Test
    void saysThatTheStorageWasLostDuringATransfer() {
        LOSE_STORAGE.set(POOL.startStorage("fragile"));
        POOL.sql("CREATE TABLE dbo.safe (id bigint)", "INSERT INTO dbo.safe VALUES (7)");
        POOL.spark()
                .udf()
                .register(
                        "lose_storage",
                        (UDF1<Long, Long>) id -> {
                            requireNonNull(LOSE_STORAGE.get()).run();
                            return id;
                        },
                        DataTypes.LongType);

        assertThatThrownBy(() -> POOL.spark()
                        .range(1)
                        .selectExpr("lose_storage(id) AS id")
                        .write()
                        .format("sqlanalytics")
                        .option("staging", "abfss://lake@fragile.dfs.core.windows.net/staging")
                        .mode("overwrite")
                        .save("dbo.safe"))
                .isInstanceOfSatisfying(TransferFailedException.class, failed -> {
                    assertThat(failed.failure().code()).isEqualTo(ErrorCode.STORAGE_UNREACHABLE);
                    assertThat(failed.failure().what())
                            .isEqualTo(
                                    "The storage of abfss://lake@fragile.dfs.core.windows.net/staging does not answer");
                    assertThat(failed.failure().details())
                            .anyMatch(detail ->
                                    detail.startsWith("Left behind, and in the ledger of the staging folder: "));
                });
        assertThat(POOL.query("SELECT id FROM dbo.safe")).containsExactly("7");
    }

    @Test
    void saysThatAFrameCannotBeComputed() {
        assertThatThrownBy(() -> POOL.spark()
                        .sql("SELECT raise_error('no such luck') AS a")
                        .selectExpr("cast(a as string) as a")
                        .write()
                        .format("sqlanalytics")
                        .save("dbo.luck"))
                .hasMessageStartingWith("The rows could not be staged\n")
                .hasMessageContaining("no such luck");
    }

    @Test
    void saysThatAColumnCannotBeRead() {
        POOL.sql("CREATE TABLE dbo.pets (id int, name nvarchar(10))");

        assertThatThrownBy(() -> POOL.spark()
                        .read()
                        .format("sqlanalytics")
                        .option("columns", "id, species")
                        .load("dbo.pets")
                        .collect())
                .hasMessage(message(
                        "There is no column species",
                        "The table or query has [id] of those that are asked for",
                        "Correct the option columns"));
        assertThatThrownBy(() -> POOL.spark()
                        .read()
                        .format("sqlanalytics")
                        .option("query", "SELECT COUNT(*) FROM dbo.pets")
                        .load())
                .isExactlyInstanceOf(TransferFailedException.class)
                .isInstanceOfSatisfying(TransferFailedException.class, failed -> {
                    assertThat(failed.failure().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(failed.failure().what()).isEqualTo("A column of the query has no name");
                    assertThat(failed.failure().why()).startsWith("No column name was specified for column 1 of '");
                });
    }

    private static QueryTransfer query(Clock clock) throws IOException {
        String token = POOL.identity()
                .tokenIssuer(1, Duration.ofHours(1), clock)
                .issue("sluice-spark", TokenAudience.SQL_POOL)
                .value();
        TokenSource tokens = resource -> new AccessToken(token, clock.instant().plusSeconds(3600));
        return new QueryTransfer(
                Environment.of(POOL.spark(), tokens),
                new TransferRequest.Query(
                        TransferId.create(),
                        new PoolAddress(null, null, AuthMethod.AAD, null, null),
                        "SELECT 1 AS one",
                        null,
                        1,
                        null));
    }
}
