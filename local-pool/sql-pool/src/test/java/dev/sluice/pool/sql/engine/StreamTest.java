package dev.sluice.pool.sql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamTest {

    /** Rows enough for several of DuckDB's vectors, the bad one far behind the first. */
    private static final String MANY = "CREATE TABLE digits (d int) WITH (HEAP); INSERT INTO digits VALUES (0), (1),"
            + " (2), (3), (4), (5), (6), (7), (8), (9); CREATE TABLE numbers WITH (HEAP) AS SELECT a.d + 10 * b.d"
            + " + 100 * c.d + 1000 * e.d + 10000 * f.d + 100000 * g.d AS n FROM digits a, digits b, digits c, digits e,"
            + " digits f, digits g";

    @TempDir
    private Path folder;

    private Pool pool;

    @BeforeEach
    void open() throws Exception {
        pool = Pool.in(folder);
        pool.run(MANY);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    /** Counts rows, and does something at one of them. */
    private static final class Counter implements ResultSink {

        private final long at;
        private final Runnable then;
        private final List<String> ends = new ArrayList<>();
        private long rows;

        Counter(long at, Runnable then) {
            this.at = at;
            this.then = then;
        }

        @Override
        public void columns(List<ResultColumn> columns) {}

        @Override
        public void row(@Nullable Object[] values) {
            rows++;
            if (rows == at) {
                then.run();
            }
        }

        @Override
        public void rowsDone(long count) {
            ends.add("rows " + count);
        }

        @Override
        public void changed(long count) {
            ends.add("changed");
        }

        @Override
        public void done() {
            ends.add("done");
        }

        @Override
        public void error(SqlError error) {
            ends.add("error " + error.number());
        }

        @Override
        public void info(String message) {}

        @Override
        public void database(String name) {}
    }

    @Test
    void allRowsArrive() throws Exception {
        try (SqlSession session = pool.session("sluice")) {
            Counter counter = new Counter(-1, () -> {});
            session.execute("SELECT n FROM numbers", List.of(), counter);
            assertThat(counter.rows).isEqualTo(1_000_000);
            assertThat(counter.ends).containsExactly("rows 1000000");
        }
    }

    @Test
    void aRowThatFailsLateIsAnErrorAndNoEnd() throws Exception {
        String query = "SELECT 1 / (n - 999999) AS x FROM numbers";
        try (SqlSession session = pool.session("sluice")) {
            Counter counter = new Counter(-1, () -> {});
            session.execute(query, List.of(), counter);
            assertThat(counter.ends).containsExactly("error 8134");
            Counter inside = new Counter(-1, () -> {});
            session.execute("BEGIN TRAN; " + query, List.of(), inside);
            assertThat(inside.ends).first().isEqualTo("done");
            assertThat(inside.ends).last().asString().startsWith("error ");
            assertThat(Pool.run(session, "ROLLBACK; SELECT 1 AS a")).contains("row 1");
        }
    }

    @Test
    void aCancelledQueryEndsWithoutAResult() throws Exception {
        try (SqlSession session = pool.session("sluice")) {
            Counter counter = new Counter(10, session::cancel);
            session.execute("SELECT a.n FROM numbers a, digits b; SELECT 1 AS x", List.of(), counter);
            assertThat(counter.ends).isEmpty();
            assertThat(counter.rows).isLessThan(100_000);
            assertThat(Pool.run(session, "SELECT 1 AS a")).contains("row 1");
        }
        assertThat(pool.run("SELECT status FROM sys.dm_pdw_exec_requests WHERE status = 'Cancelled'"))
                .contains("rows 1");
    }
}
