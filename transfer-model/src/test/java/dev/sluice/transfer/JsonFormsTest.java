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

    @Test
    void writesRequestAsOtherEndExpectsIt() throws JsonProcessingException {
        TransferRequest request = new TransferRequest.Write(
                new PoolAddress("h,1433", null, AuthMethod.SQL, "mary", SecretReference.parse("env:P")),
                "df",
                TableName.parse("pool.dbo.[a b]"),
                SaveMode.OVERWRITE,
                TableType.INTERNAL,
                null,
                new Distribution.Hash("id"),
                new TableIndex.Heap(),
                List.of("id"),
                null,
                null,
                null,
                100,
                Verification.CHECKSUM,
                "nightly",
                LoadMethod.POLYBASE);

        String text = JSON.writeValueAsString(request);

        assertThat(text).isEqualTo("""
                {"operation":"write","pool":{"server":"h,1433","auth":"sql","user":"mary","secret":"env:P"},"frame":"df",\
                "table":"[pool].[dbo].[a b]","mode":"overwrite","type":"internal","distribution":"hash(id)","index":"heap",\
                "columns":["id"],"maxStringLength":100,"verify":"checksum","label":"nightly","load":"polybase"}""");
        assertThat(JSON.readValue(text, TransferRequest.class)).isEqualTo(request);
    }

    @Test
    void readsBackEveryKindOfRequest() throws JsonProcessingException {
        List<TransferRequest> requests = List.of(
                new TransferRequest.Read(
                        PoolAddress.CONFIGURED,
                        null,
                        "SELECT 1 AS a",
                        "v",
                        List.of(),
                        null,
                        5L,
                        null,
                        null,
                        null,
                        Verification.NONE,
                        null),
                new TransferRequest.Query(PoolAddress.CONFIGURED, "SELECT 1 AS a", "v", 10, null),
                new TransferRequest.Run(PoolAddress.CONFIGURED, "DROP TABLE t", "l"));
        for (TransferRequest request : requests) {
            assertThat(JSON.readValue(JSON.writeValueAsString(request), TransferRequest.class))
                    .isEqualTo(request);
        }
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
                List.of(new TransferReceipt.ColumnFingerprint("a", "int", "n=1", "n=1")),
                new ResultTable(
                        List.of(new ResultTable.Column("a", "int"), new ResultTable.Column("b", "nvarchar(9)")),
                        List.of(Arrays.asList(1, null), Arrays.asList(2, "x")),
                        true),
                List.of("careful"));

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
    void refusesReadOfBothTableAndQuery() {
        String text =
                "{\"operation\":\"read\",\"pool\":{},\"table\":\"t\",\"query\":\"q\",\"view\":\"v\",\"columns\":[],"
                        + "\"verify\":\"none\"}";

        assertThatThrownBy(() -> JSON.readValue(text, TransferRequest.class))
                .isExactlyInstanceOf(ValueInstantiationException.class)
                .hasMessageContaining("Invalid read: give either a table or a query");
    }

    @Test
    void refusesLimitBelowOne() {
        assertThatThrownBy(() -> new TransferRequest.Query(PoolAddress.CONFIGURED, "SELECT 1", null, 0, null))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid limit 0: use 1 or more");
    }
}
