package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.FaultRule;
import dev.sluice.pool.identity.fault.JournalEntry;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.transfer.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every statement of every kind of write, with the connection cut before it takes effect and after: the target is old or new
 * and never between, what the caller hears never contradicts it, and what is left stands in the ledger.
 */
final class CrashMatrixIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final String TABLE = "dbo.crashed";
    private static final List<String> OLD = List.of("1|old");

    /** Kinds of write. */
    enum Kind {
        CREATE("internal", "error"),
        APPEND("internal", "append"),
        APPEND_VERIFIED("internal", "append"),
        REPLACE_ROWS("internal", "overwrite"),
        REPLACE_TABLE("internal", "overwrite"),
        CREATE_EXTERNAL("external", "error"),
        APPEND_EXTERNAL("external", "append"),
        REPLACE_EXTERNAL("external", "overwrite");

        private final String type;
        private final String mode;

        Kind(String type, String mode) {
            this.type = type;
            this.mode = mode;
        }

        /** Returns what readers see of the rows once they are published. */
        List<String> after() {
            return mode.equals("append") ? List.of("1|old", "2|new", "3|newer") : List.of("2|new", "3|newer");
        }

        /** Returns what readers see before: nothing is there, or the old row. */
        Optional<List<String>> before() {
            return mode.equals("error") ? Optional.empty() : Optional.of(OLD);
        }

        void prepare() {
            if (before().isEmpty()) {
                return;
            }
            if (type.equals("external")) {
                writer("SELECT 1 AS id, 'old' AS name")
                        .mode("error")
                        .option("tableType", "external")
                        .save();
                return;
            }
            String definition =
                    this == REPLACE_TABLE ? "(name nvarchar(3), id tinyint)" : "(name nvarchar(16), id int)";
            POOL.sql(
                    "CREATE TABLE " + TABLE + " " + definition + " WITH (HEAP)",
                    "INSERT INTO " + TABLE + " (id, name) VALUES (1, 'old')");
        }

        void write() {
            writer("SELECT * FROM VALUES (2, 'new'), (3, 'newer') AS t(id, name)")
                    .mode(mode)
                    .option("tableType", type)
                    .option("verify", this == APPEND_VERIFIED ? "checksum" : "count")
                    .save();
        }
    }

    @AfterEach
    void switchesOff() throws IOException {
        POOL.sqlFaults().write(List.of());
        clean();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCutConnectionLeavesTheTargetOldOrNew(Kind kind) throws IOException {
        kind.prepare();
        int before = statements();
        kind.write();
        int statements = statements() - before;
        assertThat(rows()).contains(kind.after());
        clean();
        assertThat(statements).isGreaterThan(5);

        List<String> contradictions = new ArrayList<>();
        for (int i = 0; i < statements; i++) {
            for (Moment moment : List.of(Moment.BEFORE, Moment.AFTER)) {
                kind.prepare();
                String what = kind + ", statement " + i + " cut " + moment;
                POOL.sqlFaults()
                        .write(List.of(FaultRule.of(what, new Fault.Cut(moment))
                                .where("application", "^Sluice$")
                                .where("kind", "batch")
                                .skipping(i)));
                String heard = heard(kind);
                POOL.sqlFaults().write(List.of());
                contradiction(kind, heard).ifPresent(wrong -> contradictions.add(what + ": " + wrong));
                clean();
            }
        }

        assertThat(contradictions).isEmpty();
    }

    /** Writes, and returns {@code published} or the code of the failure. */
    private static String heard(Kind kind) {
        try {
            kind.write();
            return "published";
        } catch (TransferFailedException e) {
            return e.failure().code().name();
        }
    }

    private static Optional<String> contradiction(Kind kind, String heard) {
        Optional<List<String>> now = rows();
        boolean isNew = now.equals(Optional.of(kind.after()));
        boolean isOld = now.equals(kind.before());
        if (!isNew && !isOld) {
            return Optional.of("heard " + heard + ", but readers see " + now);
        } else if (heard.equals("published") && !isNew) {
            return Optional.of("heard published, but readers see the old " + now);
        } else if (!heard.equals("published") && !isOld) {
            return Optional.of("heard " + heard + ", but readers see the new " + now);
        } else if (heard.equals(ErrorCode.OUTCOME_UNKNOWN.name())) {
            return Optional.of("heard that nothing is known, but the SQL pool could be asked");
        }
        List<String> forgotten = new ArrayList<>(POOL.leftInPool());
        forgotten.removeIf(name -> ledger().contains('"' + name + '"') || belongsToTarget(name));
        return forgotten.isEmpty() ? Optional.empty() : Optional.of("in no ledger entry: " + forgotten);
    }

    static boolean belongsToTarget(String name) {
        return !POOL.query("SELECT t.name FROM sys.external_tables AS t JOIN sys.external_data_sources AS d"
                        + " ON d.data_source_id = t.data_source_id JOIN sys.external_file_formats AS f"
                        + " ON f.file_format_id = t.file_format_id WHERE t.name = 'crashed' AND (d.name = '" + name
                        + "' OR f.name = '" + name + "')")
                .isEmpty();
    }

    /** Returns what readers see of the table, or nothing if there is none. */
    static Optional<List<String>> rows() {
        return POOL.query("SELECT name FROM sys.tables WHERE name = 'crashed'").isEmpty()
                ? Optional.empty()
                : Optional.of(POOL.query("SELECT id, name FROM " + TABLE + " ORDER BY id"));
    }

    /** Returns how many statements transfers have sent. */
    private static int statements() throws IOException {
        return (int) POOL.sqlFaults().journal().stream()
                .filter(entry -> entry.event() == JournalEntry.Event.ARRIVED
                        && "Sluice".equals(entry.attributes().get("application"))
                        && "batch".equals(entry.attributes().get("kind")))
                .count();
    }

    /** Returns the text of all entries of the ledger. */
    private static String ledger() {
        Path folder = POOL.lake("staging/_sluice/ledger");
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file)).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Takes away the table and all that a cut transfer has left. */
    static void clean() {
        drop(
                "TABLE",
                "SELECT name FROM sys.tables WHERE is_external = 0 AND (name = 'crashed' OR name LIKE 'sluice[_]%')");
        drop("EXTERNAL TABLE", "SELECT name FROM sys.external_tables WHERE name = 'crashed' OR name LIKE 'sluice[_]%'");
        drop("EXTERNAL DATA SOURCE", "SELECT name FROM sys.external_data_sources WHERE name LIKE 'sluice[_]%'");
        drop("EXTERNAL FILE FORMAT", "SELECT name FROM sys.external_file_formats WHERE name LIKE 'sluice[_]%'");
        for (String folder : List.of("staging", "external/dbo/crashed")) {
            delete(POOL.lake(folder));
        }
    }

    private static void drop(String kind, String query) {
        for (String name : POOL.query(query)) {
            POOL.sql("DROP " + kind + " [" + name + "]");
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataFrameWriter<Row> writer(String sql) {
        return POOL.spark().sql(sql).write().format("sqlanalytics").option("table", TABLE);
    }
}
