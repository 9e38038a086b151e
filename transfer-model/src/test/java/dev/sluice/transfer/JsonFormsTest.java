package dev.sluice.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonFormsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final TransferId ID = new TransferId("20260131_235959_0123456789abcdef");

    @Test
    void writesRequestAsOtherEndExpectsIt() throws JsonProcessingException {
        TransferRequest request = new TransferRequest.Write(
                ID,
                new PoolAddress("h,1433", null, AuthMethod.SQL, "mary", SecretReference.parse("env:P")),
                "df",
                List.of("id"),
                new WriteTarget(
                        TableName.parse("pool.dbo.[a b]"),
                        SaveMode.OVERWRITE,
                        TableType.INTERNAL,
                        null,
                        new Distribution.Hash("id"),
                        new TableIndex.Heap(),
                        100,
                        LoadMethod.POLYBASE,
                        LossPolicy.ALLOW,
                        true),
                null,
                Hooks.NONE,
                Verification.CHECKSUM,
                "nightly");

        String text = JSON.writeValueAsString(request);

        assertThat(text).isEqualTo("""
                {"operation":"write","id":"20260131_235959_0123456789abcdef","pool":{"server":"h,1433","auth":"sql",\
                "user":"mary","secret":"env:P"},"frame":"df","columns":["id"],"target":{"table":"[pool].[dbo].[a b]",\
                "mode":"overwrite","type":"internal","distribution":"hash(id)","index":"heap","maxStringLength":100,\
                "load":"polybase","loss":"allow","widen":true},"hooks":{},"verify":"checksum","label":"nightly"}""");
        assertThat(JSON.readValue(text, TransferRequest.class)).isEqualTo(request);
    }

    @Test
    void readsBackEveryKindOfRequest() throws JsonProcessingException {
        List<TransferRequest> requests = List.of(
                new TransferRequest.Read(
                        ID,
                        PoolAddress.CONFIGURED,
                        new ReadSource(null, "SELECT 1 AS a", List.of(), null, 5L, LossPolicy.REFUSE),
                        "v",
                        null,
                        new Hooks("EXEC a", null),
                        Verification.NONE,
                        null),
                new TransferRequest.Query(ID, PoolAddress.CONFIGURED, "SELECT 1 AS a", "v", 10, null),
                new TransferRequest.Run(PoolAddress.CONFIGURED, "DROP TABLE t", "l"));
        for (TransferRequest request : requests) {
            assertThat(JSON.readValue(JSON.writeValueAsString(request), TransferRequest.class))
                    .isEqualTo(request);
        }
    }

    @Test
    void readsRecordOfOlderConnector() throws JsonProcessingException {
        TransferRecord record = JSON.readValue("""
                {"version":1,"id":"20260131_235959_0123456789abcdef","operation":"write","table":"[dbo].[t]","server":"s",\
                "application":"a","started":"2026-01-31T23:59:59.000Z","state":"published","rows":3,"bytes":1,"files":1,\
                "phases":[],"fingerprints":[],"left":[]}""", TransferRecord.class);

        assertThat(record.losses()).isEmpty();
        assertThat(JSON.readValue(JSON.writeValueAsString(record), TransferRecord.class))
                .isEqualTo(record);
    }

    @Test
    void readsBackReceipt() throws JsonProcessingException {
        TransferReceipt receipt = new TransferReceipt(
                "query",
                null,
                "v",
                2,
                1L << 40,
                3,
                List.of(new TransferReceipt.PhaseDuration(Phase.STAGE, 1.5)),
                List.of("SELECT 1"),
                List.of(new TransferReceipt.StatementCount("DELETE FROM t", null)),
                List.of(new TransferReceipt.ColumnFingerprint("a", "int", "count", "count=1", "count=1")),
                List.of(new ResultTable(
                        List.of(new ResultTable.Column("a", "int"), new ResultTable.Column("b", "nvarchar(9)")),
                        List.of(Arrays.asList(1, null), Arrays.asList(2, "x")),
                        true)),
                List.of("careful"),
                List.of(new TransferReceipt.RowCount("rows that Spark staged", 2)),
                new TransferReceipt.RowFingerprint("00ff", "00ff"),
                List.of(new TransferReceipt.Loss("a", "rounded to datetime", 1, "2020-01-01 00:00:00.0001")));

        TransferOutcome back = JSON.readValue(JSON.writeValueAsString(receipt), TransferOutcome.class);

        assertThat(back).isEqualTo(receipt);
    }

    @Test
    void readsBackFailure() throws JsonProcessingException {
        TransferFailure failure =
                new TransferFailure(ErrorCode.TABLE_EXISTS, "what", "why", "fix", List.of("one", "two"));

        String text = JSON.writeValueAsString(failure);

        assertThat(text).startsWith("{\"outcome\":\"failure\",\"code\":\"TABLE_EXISTS\",");
        assertThat(JSON.readValue(text, TransferOutcome.class)).isEqualTo(failure);
    }

    @Test
    void readsRequestOfBeforeLossCouldBeAllowed() throws JsonProcessingException {
        TransferRequest request = JSON.readValue("""
                {"operation":"read","id":"20260131_235959_0123456789abcdef","pool":{},"source":{"table":"t","columns":[]},\
                "view":"v","hooks":{},"verify":"none"}""", TransferRequest.class);

        assertThat(request)
                .isInstanceOfSatisfying(
                        TransferRequest.Read.class,
                        read -> assertThat(read.source().loss()).isEqualTo(LossPolicy.REFUSE));
    }

    @Test
    void refusesReadOfBothTableAndQuery() {
        String text =
                "{\"operation\":\"read\",\"id\":\"20260131_235959_0123456789abcdef\",\"pool\":{},\"source\":{\"table\":\"t\","
                        + "\"query\":\"q\",\"columns\":[]},\"view\":\"v\",\"hooks\":{},\"verify\":\"none\"}";

        assertThatThrownBy(() -> JSON.readValue(text, TransferRequest.class))
                .isExactlyInstanceOf(ValueInstantiationException.class)
                .hasMessageContaining("Invalid read: give either a table or a query");
    }

    @Test
    void refusesLimitBelowOne() {
        assertThatThrownBy(() -> new TransferRequest.Query(ID, PoolAddress.CONFIGURED, "SELECT 1", null, 0, null))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid limit 0: use 1 or more");
    }
}
