package dev.sluice.connector.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.LocalPool;
import dev.sluice.transfer.TransferId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Spark computes tasks again, side by side and one after the other, in executors of their own. Each row is published once, and
 * nothing is left of the attempts that lost.
 */
final class RepeatedTasksIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final CrashedTable TABLE = new CrashedTable(POOL);
    private static final Map<String, String> SPECULATION = Map.of(
            "spark.speculation", "true",
            "spark.speculation.interval", "50ms",
            "spark.speculation.quantile", "0.5",
            "spark.speculation.multiplier", "1.1");

    private static DriverUnderTest driver;

    @TempDir
    Path struck;

    @BeforeAll
    static void starts() throws IOException {
        driver = DriverUnderTest.startWithExecutors(POOL.sparks(), SPECULATION);
    }

    @AfterAll
    static void ends() throws IOException {
        driver.close();
    }

    @AfterEach
    void clears() {
        TABLE.clean();
    }

    @ParameterizedTest
    @CsvSource({
        "fails, CREATE",
        "lags, CREATE",
        "lags, CREATE_EXTERNAL",
        "dies, APPEND_VERIFIED",
    })
    void publishesEachRowOnce(String fate, WriteKind kind) throws IOException {
        kind.prepare(POOL);
        // The rows go through a shuffle: who dies takes a part of the stage before with him.
        driver.order(
                "SELECT CAST(java_method('" + UnluckyTask.class.getName() + "', '" + fate + "', CAST(id AS STRING), '"
                        + struck + "') AS INT) AS id, 'new' AS name FROM (SELECT /*+ REPARTITION(4, id) */ id"
                        + " FROM range(2, 2000, 1, 4))",
                kind.request(TransferId.create()));

        assertThat(driver.heard()).isEqualTo("published");
        assertThat(struck).isDirectoryContaining("glob:**" + fate);
        assertThat(POOL.query("SELECT COUNT_BIG(*), COUNT_BIG(DISTINCT id), SUM(CAST(id AS bigint)) FROM "
                        + CrashedTable.NAME + " WHERE id > 1"))
                .containsExactly("1998|1998|1998999");
        assertThat(TABLE.leftBehind()).isEmpty();
    }
}
