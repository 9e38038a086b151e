package dev.sluice.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.ReadSource;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferOutcome;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.util.Base64;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** What a cell of a notebook does: it posts a request and reads the line that is printed. */
final class Cell {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Cell() {}

    static TransferRequest.Query query(String sql) {
        return new TransferRequest.Query(TransferId.create(), PoolAddress.CONFIGURED, sql, null, 100, null);
    }

    static TransferRequest.Run run(String sql) {
        return new TransferRequest.Run(PoolAddress.CONFIGURED, sql, null);
    }

    static TransferRequest.Read readQuery(String query, String view) {
        return read(null, query, view, null, null);
    }

    static TransferRequest.Read readTable(String table, String view, @Nullable String where) {
        return read(table, null, view, where, null);
    }

    static TransferRequest.Read read(
            @Nullable String table, @Nullable String query, String view, @Nullable String where, @Nullable Long limit) {
        return new TransferRequest.Read(
                TransferId.create(),
                PoolAddress.CONFIGURED,
                new ReadSource(
                        table == null ? null : TableName.parse(table),
                        query,
                        List.of(),
                        where,
                        limit,
                        LossPolicy.REFUSE),
                view,
                null,
                Hooks.NONE,
                Verification.CHECKSUM,
                null);
    }

    static TransferReceipt receipt(SparkSession spark, TransferRequest request) {
        TransferOutcome outcome = outcome(spark, request);
        assertThat(outcome).as(outcome.toString()).isInstanceOf(TransferReceipt.class);
        return (TransferReceipt) outcome;
    }

    static TransferFailure failure(SparkSession spark, TransferRequest request) {
        TransferOutcome outcome = outcome(spark, request);
        assertThat(outcome).as(outcome.toString()).isInstanceOf(TransferFailure.class);
        return (TransferFailure) outcome;
    }

    static TransferOutcome outcome(SparkSession spark, TransferRequest request) {
        try {
            String line = SluiceTransfers.run(
                    spark,
                    Base64.getEncoder()
                            .encodeToString(JSON.writeValueAsString(request).getBytes(UTF_8)));
            return JSON.readValue(line.substring(TransferOutcome.LINE_PREFIX.length()), TransferOutcome.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
