package dev.sluice.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.LoadMethod;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.SaveMode;
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

/** A write as a cell of a notebook asks for it, compared by fingerprints unless something else is said. */
record WriteCell(
        Dataset<Row> frame,
        String table,
        SaveMode mode,
        TableType type,
        @Nullable String location,
        @Nullable String staging,
        List<String> columns,
        @Nullable Integer maxStringLength,
        Verification verify,
        LossPolicy loss,
        boolean widen) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static WriteCell of(Dataset<Row> frame, String table) {
        return new WriteCell(
                frame,
                table,
                SaveMode.ERROR,
                TableType.INTERNAL,
                null,
                null,
                List.of(),
                null,
                Verification.CHECKSUM,
                LossPolicy.REFUSE,
                false);
    }

    static WriteCell of(String select, String table) {
        return of(LocalPool.shared().spark().sql(select), table);
    }

    WriteCell mode(SaveMode other) {
        return new WriteCell(
                frame, table, other, type, location, staging, columns, maxStringLength, verify, loss, widen);
    }

    WriteCell external() {
        return new WriteCell(
                frame,
                table,
                mode,
                TableType.EXTERNAL,
                location,
                staging,
                columns,
                maxStringLength,
                verify,
                loss,
                widen);
    }

    WriteCell location(String other) {
        return new WriteCell(frame, table, mode, type, other, staging, columns, maxStringLength, verify, loss, widen);
    }

    WriteCell staging(String other) {
        return new WriteCell(frame, table, mode, type, location, other, columns, maxStringLength, verify, loss, widen);
    }

    WriteCell columns(String... names) {
        return new WriteCell(
                frame, table, mode, type, location, staging, List.of(names), maxStringLength, verify, loss, widen);
    }

    WriteCell maxStringLength(int length) {
        return new WriteCell(frame, table, mode, type, location, staging, columns, length, verify, loss, widen);
    }

    WriteCell verify(Verification other) {
        return new WriteCell(frame, table, mode, type, location, staging, columns, maxStringLength, other, loss, widen);
    }

    WriteCell allowLoss() {
        return new WriteCell(
                frame, table, mode, type, location, staging, columns, maxStringLength, verify, LossPolicy.ALLOW, widen);
    }

    WriteCell widening() {
        return new WriteCell(frame, table, mode, type, location, staging, columns, maxStringLength, verify, loss, true);
    }

    /** Runs it; it must go well. */
    TransferReceipt receipt() {
        TransferOutcome outcome = outcome();
        assertThat(outcome).isInstanceOf(TransferReceipt.class);
        return (TransferReceipt) outcome;
    }

    /** Runs it; it must fail. */
    TransferFailure failure() {
        TransferOutcome outcome = outcome();
        assertThat(outcome).isInstanceOf(TransferFailure.class);
        return (TransferFailure) outcome;
    }

    private TransferOutcome outcome() {
        TransferRequest request = new TransferRequest.Write(
                TransferId.create(),
                PoolAddress.CONFIGURED,
                "df",
                columns,
                new WriteTarget(
                        TableName.parse(table),
                        mode,
                        type,
                        location,
                        null,
                        null,
                        maxStringLength,
                        LoadMethod.POLYBASE,
                        loss,
                        widen),
                staging,
                Hooks.NONE,
                verify,
                null);
        try {
            String line = SluiceTransfers.write(
                    frame.sparkSession(),
                    frame,
                    Base64.getEncoder()
                            .encodeToString(JSON.writeValueAsString(request).getBytes(UTF_8)));
            return JSON.readValue(line.substring(TransferOutcome.LINE_PREFIX.length()), TransferOutcome.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
