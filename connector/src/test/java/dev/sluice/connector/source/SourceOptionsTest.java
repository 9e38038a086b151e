package dev.sluice.connector.source;

import static dev.sluice.connector.failure.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.spark.sqlanalytics.utils.Constants;
import dev.sluice.transfer.AuthMethod;
import dev.sluice.transfer.Distribution;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TableIndex;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(write.target().table()).hasToString("[d].[s].[t]");
        assertThat(write.target().type()).isEqualTo(TableType.EXTERNAL);
        assertThat(write.target().mode()).isEqualTo(SaveMode.APPEND);
        assertThat(options.access().dataSource()).isEqualTo("src");
        assertThat(options.access().toString()).doesNotContain("Secret[p").contains("***");
    }

    @Test
    void readsEveryOptionOfAWrite() {
        TransferRequest.Write write = SourceOptions.of(Map.ofEntries(
                        Map.entry("dbtable", "t"),
                        Map.entry("type", "INTERNAL"),
                        Map.entry("distribution", "hash(a)"),
                        Map.entry("index", "heap"),
                        Map.entry("columns", "a, b"),
                        Map.entry("maxStrLength", "40"),
                        Map.entry("allowLoss", "True"),
                        Map.entry("verify", "checksum"),
                        Map.entry("label", "l"),
                        Map.entry("widen", "TRUE"),
                        Map.entry("preActions", "SELECT 1"),
                        Map.entry("postActions", "SELECT 2"),
                        Map.entry("auth", "sql"),
                        Map.entry("secret", "env:X")))
                .write(SaveMode.ERROR);

        assertThat(write.target().distribution()).isEqualTo(new Distribution.Hash("a"));
        assertThat(write.target().index()).isEqualTo(new TableIndex.Heap());
        assertThat(write.columns()).isEqualTo(List.of("a", "b"));
        assertThat(write.target().maxStringLength()).isEqualTo(40);
        assertThat(write.target().loss()).isEqualTo(LossPolicy.ALLOW);
        assertThat(write.verify()).isEqualTo(Verification.CHECKSUM);
        assertThat(write.pool().auth()).isEqualTo(AuthMethod.SQL);
        assertThat(write.pool().secret()).hasToString("env:X");
        assertThat(write.hooks().pre()).isEqualTo("SELECT 1");
        assertThat(write.hooks().post()).isEqualTo("SELECT 2");
        assertThat(write.label()).isEqualTo("l");
        assertThat(write.target().widen()).isTrue();
    }

    @Test
    void readsAQuery() {
        TransferRequest.Read read = SourceOptions.of(
                        Map.of(Constants.QUERY, "SELECT 1 AS a", "where", "a = 1", "limit", "7", "verify", "none"))
                .read();

        assertThat(read.source().query()).isEqualTo("SELECT 1 AS a");
        assertThat(read.source().table()).isNull();
        assertThat(read.source().where()).isEqualTo("a = 1");
        assertThat(read.source().limit()).isEqualTo(7);
        assertThat(read.verify()).isEqualTo(Verification.NONE);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> SourceOptions.of(Map.of("tabel", "t")))
                .hasMessage(message(
                        "Unknown option 'tabel'",
                        "The data source sqlanalytics has no such option",
                        "Use one of allowloss, auth, columns, credential, database, datasource, distribution, index, label,"
                                + " limit, load, location, maxstringlength, password, post, pre, query, secret, server,"
                                + " staging, table, tabletype, user, verify, where, widen"));
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
                message(
                        "Invalid option table 'a.[b'",
                        "Cannot parse table name 'a.[b': missing closing ] for position 2",
                        "Correct the option table"));
        assertRefused(
                Map.of("table", "t", "verify", "md5"),
                message(
                        "Invalid option verify 'md5'",
                        "Invalid verify 'md5': use one of none, count, checksum",
                        "Correct the option verify"));
        assertRefused(
                Map.of("table", "t", "limit", "many"),
                message(
                        "Invalid option limit 'many'",
                        "It is a whole number from 1 to 9223372036854775807",
                        "Correct the option limit"));
        assertRefused(
                Map.of("table", "t", "secret", "hunter2"),
                message(
                        "Invalid option secret",
                        "Invalid secret: write where it is found, as file:PATH, env:NAME or conf:KEY, never the secret"
                                + " itself",
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

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "", " ", "1.5", "1e3", "many", "9223372036854775808", "99999999999999999999"})
    void refusesALimitThatIsNone(String limit) {
        assertRefused(
                Map.of("table", "t", "limit", limit),
                message(
                        "Invalid option limit '" + limit + "'",
                        "It is a whole number from 1 to 9223372036854775807",
                        "Correct the option limit"));
    }

    @Test
    void refusesLossUnlessItIsAllowedInSoManyWords() {
        assertThat(SourceOptions.of(Map.of("table", "t"))
                        .write(SaveMode.ERROR)
                        .target()
                        .loss())
                .isEqualTo(LossPolicy.REFUSE);
        assertThat(SourceOptions.of(Map.of("table", "t", "allowLoss", "false"))
                        .write(SaveMode.ERROR)
                        .target()
                        .loss())
                .isEqualTo(LossPolicy.REFUSE);
        assertThatThrownBy(() -> SourceOptions.of(Map.of("table", "t", "allowLoss", "yes"))
                        .write(SaveMode.ERROR))
                .hasMessage(message(
                        "Invalid option allowloss 'yes'", "It is true or false", "Correct the option allowloss"));
        assertThat(SourceOptions.of(Map.of("table", "t")).read().source().loss())
                .isEqualTo(LossPolicy.REFUSE);
        assertThat(SourceOptions.of(Map.of("table", "t", "allowLoss", "true"))
                        .read()
                        .source()
                        .loss())
                .isEqualTo(LossPolicy.ALLOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "", "4001", "2147483647", "2147483648", "9223372036854775808", "long"})
    void refusesALengthThatIsNone(String length) {
        assertThatThrownBy(() -> SourceOptions.of(Map.of("table", "t", "maxStringLength", length))
                        .write(SaveMode.ERROR))
                .hasMessage(message(
                        "Invalid option maxstringlength '" + length + "'",
                        "It is a whole number from 1 to 4000",
                        "Correct the option maxstringlength"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2147483647", "2147483648", "9223372036854775807", " 7 "})
    void takesAnyLimitFromOne(String limit) {
        assertThat(SourceOptions.of(Map.of("table", "t", "limit", limit))
                        .read()
                        .source()
                        .limit())
                .isEqualTo(Long.valueOf(limit.strip()));
    }

    @ParameterizedTest
    @CsvSource({
        "tabletype,internal,read",
        "location,/x,read",
        "distribution,replicate,read",
        "index,heap,read",
        "maxstringlength,7,read",
        "load,polybase,read",
        "widen,true,read",
        "where,a = 1,write",
        "limit,7,write",
        "query,SELECT 1 AS a,write",
        "location,/x,write of an internal table",
    })
    void refusesWhatWouldChangeNothing(String option, String value, String operation) {
        SourceOptions options = SourceOptions.of(Map.of("table", "t", option, value));

        assertThatThrownBy(() -> {
                    if (operation.equals("read")) {
                        options.read();
                    } else {
                        options.write(SaveMode.ERROR);
                    }
                })
                .hasMessage(message(
                        "The option " + option + " is not taken by a " + operation,
                        "It would change nothing",
                        "Leave it out"));
    }

    @ParameterizedTest
    @CsvSource({"distribution,replicate", "index,heap", "widen,true"})
    void refusesALayoutOfAnExternalTable(String option, String value) {
        assertThatThrownBy(() -> SourceOptions.of(Map.of("table", "t", "tableType", "external", option, value))
                        .write(SaveMode.ERROR))
                .hasMessageStartingWith("The option " + option + " is not taken by a write of an external table\n");
    }

    @Test
    void refusesALimitOfAnOrderedQuery() {
        assertRefused(
                Map.of("query", "SELECT a FROM t ORDER BY a", "limit", "7"),
                message(
                        "The query is ordered and limited from outside",
                        "Its order is lost where the limit applies: other rows would come out",
                        "Leave out the option limit, and write SELECT TOP (n) ... ORDER BY ... in the query"));
    }

    @Test
    void saysWhatToDoInPlaceOfSparksOwnTables() {
        assertThatThrownBy(() -> SourceOptions.of(Map.of("table", "t", "__partition_columns", "[\"a\"]")))
                .hasMessage(message(
                        "partitionBy is not taken",
                        "A table of a SQL pool is spread by its distribution, not by folders of a column",
                        "Leave out partitionBy, and give the option distribution, as hash(column)"));
        assertThatThrownBy(() -> SourceOptions.of(Map.of("table", "t", "checkpointLocation", "/c")))
                .hasMessage(message(
                        "writeStream is not taken",
                        "A write of sqlanalytics is one batch",
                        "Write batch by batch: writeStream.foreachBatch, and in it"
                                + " write.format(\"sqlanalytics\").mode(\"append\").save(table)"));
        assertThatThrownBy(() -> SourceOptions.of(Map.of("path", "file:/warehouse/t")))
                .hasMessage(message(
                        "Not a table of a SQL pool: file:/warehouse/t",
                        "It is a table of Spark's own catalog: saveAsTable, insertInto and CREATE TABLE do not reach a"
                                + " SQL pool",
                        "Write with save(\"database.schema.table\"), and read with load(\"database.schema.table\")"));
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
