package dev.sluice.connector.source;

import static dev.sluice.connector.failure.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.spark.sqlanalytics.utils.Constants;
import dev.sluice.transfer.AuthMethod;
import dev.sluice.transfer.Distribution;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TableIndex;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SourceOptionsTest {

    @Test
    void readsTheOptionsOfTheOriginalConnector() {
        SourceOptions options = SourceOptions.of(Map.of(
                Constants.SERVER,
                "h",
                Constants.USER,
                "u",
                Constants.PASSWORD,
                "p",
                Constants.DATABASE,
                "d",
                Constants.TEMP_FOLDER,
                "abfss://c@a/x",
                Constants.DATA_SOURCE,
                "src",
                "table",
                "[d].[s].[t]",
                "tableType",
                Constants.EXTERNAL));

        TransferRequest.Write write = options.write(SaveMode.APPEND);

        assertThat(write.pool().server()).isEqualTo("h");
        assertThat(write.pool().user()).isEqualTo("u");
        assertThat(write.pool().database()).isEqualTo("d");
        assertThat(write.staging()).isEqualTo("abfss://c@a/x");
        assertThat(write.table()).hasToString("[d].[s].[t]");
        assertThat(write.type()).isEqualTo(TableType.EXTERNAL);
        assertThat(write.mode()).isEqualTo(SaveMode.APPEND);
        assertThat(options.access().dataSource()).isEqualTo("src");
        assertThat(options.access().toString()).doesNotContain("Secret[p").contains("***");
    }

    @Test
    void readsEveryOptionOfAWrite() {
        TransferRequest.Write write = SourceOptions.of(Map.ofEntries(
                        Map.entry("dbtable", "t"),
                        Map.entry("type", "INTERNAL"),
                        Map.entry("location", "/x"),
                        Map.entry("distribution", "hash(a)"),
                        Map.entry("index", "heap"),
                        Map.entry("columns", "a, b"),
                        Map.entry("maxStrLength", "40"),
                        Map.entry("verify", "checksum"),
                        Map.entry("label", "l"),
                        Map.entry("preActions", "SELECT 1"),
                        Map.entry("postActions", "SELECT 2"),
                        Map.entry("auth", "sql"),
                        Map.entry("secret", "env:X")))
                .write(SaveMode.ERROR);

        assertThat(write.distribution()).isEqualTo(new Distribution.Hash("a"));
        assertThat(write.index()).isEqualTo(new TableIndex.Heap());
        assertThat(write.columns()).isEqualTo(List.of("a", "b"));
        assertThat(write.maxStringLength()).isEqualTo(40);
        assertThat(write.verify()).isEqualTo(Verification.CHECKSUM);
        assertThat(write.pool().auth()).isEqualTo(AuthMethod.SQL);
        assertThat(write.pool().secret()).hasToString("env:X");
        assertThat(write.pre()).isEqualTo("SELECT 1");
        assertThat(write.post()).isEqualTo("SELECT 2");
        assertThat(write.location()).isEqualTo("/x");
        assertThat(write.label()).isEqualTo("l");
    }

    @Test
    void readsAQuery() {
        TransferRequest.Read read = SourceOptions.of(
                        Map.of(Constants.QUERY, "SELECT 1 AS a", "where", "a = 1", "limit", "7", "verify", "none"))
                .read();

        assertThat(read.query()).isEqualTo("SELECT 1 AS a");
        assertThat(read.table()).isNull();
        assertThat(read.where()).isEqualTo("a = 1");
        assertThat(read.limit()).isEqualTo(7);
        assertThat(read.verify()).isEqualTo(Verification.NONE);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> SourceOptions.of(Map.of("tabel", "t")))
                .hasMessage("Unknown option 'tabel'\nWhy: The data source sqlanalytics has no such option\n"
                        + "Fix: Use one of auth, columns, credential, database, datasource, distribution, index, label,"
                        + " limit, load, location, maxstringlength, password, post, pre, query, secret, server, staging,"
                        + " table, tabletype, user, verify, where");
        assertThatThrownBy(() -> SourceOptions.of(Map.of("table", "t", "dbtable", "t")))
                .hasMessageStartingWith("The option table is given twice\n");
        assertThatThrownBy(() -> SourceOptions.of(Map.of(Constants.STAGING_STORAGE_ACCOUNT_KEY, "secret!")))
                .hasMessageStartingWith("The option stagingStorageAccountKey is not taken\n")
                .hasMessageNotContaining("secret!");
    }

    @Test
    void refusesValuesThatAreNone() {
        assertRefused(
                Map.of("table", "a.[b"),
                "Invalid option table 'a.[b'\n"
                        + "Why: Cannot parse table name 'a.[b': missing closing ] for position 2\nFix: Correct the option table");
        assertRefused(
                Map.of("table", "t", "verify", "md5"),
                "Invalid option verify 'md5'\n"
                        + "Why: Invalid verify 'md5': use one of none, count, checksum\nFix: Correct the option verify");
        assertRefused(
                Map.of("table", "t", "limit", "many"),
                "Invalid option limit 'many'\nWhy: It is a whole number\nFix: Correct the option limit");
        assertRefused(
                Map.of("table", "t", "limit", "-1"),
                "Invalid option limit '-1'\nWhy: It is a whole number\nFix: Correct the option limit");
        assertRefused(
                Map.of("table", "t", "secret", "hunter2"),
                message(
                        "Invalid option secret",
                        "Invalid secret: write where it is found, as file:PATH, env:NAME or conf:KEY, never the secret itself",
                        "Correct the option secret"));
        assertRefused(
                Map.of(),
                message(
                        "No table is given",
                        "A read takes one of the two",
                        "Give the option table, as database.schema.table, or the option query"));
        assertRefused(
                Map.of("table", "t", "query", "SELECT 1"),
                message(
                        "Both a table and a query are given",
                        "A read takes one of the two",
                        "Give the option table, as database.schema.table, or the option query"));
    }

    @Test
    void refusesAWriteToNowhere() {
        assertThatThrownBy(() -> SourceOptions.of(Map.of()).write(SaveMode.ERROR))
                .hasMessage("No table is given\nWhy: A write needs to know where to\n"
                        + "Fix: Give the option table, as database.schema.table");
    }

    private static void assertRefused(Map<String, String> options, String message) {
        assertThatThrownBy(() -> SourceOptions.of(options).read()).hasMessage(message);
    }
}
