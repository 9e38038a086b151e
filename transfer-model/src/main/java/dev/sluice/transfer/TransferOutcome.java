package dev.sluice.transfer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What the connector answers: a receipt, a failure, or a report on other transfers.
 *
 * <p>It is printed as one line, {@link #LINE_PREFIX} and then JSON, so that it is found between other output.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TransferReceipt.class, name = "receipt"),
    @JsonSubTypes.Type(value = TransferFailure.class, name = "failure"),
    @JsonSubTypes.Type(value = TransferReport.class, name = "report")
})
public sealed interface TransferOutcome permits TransferReceipt, TransferFailure, TransferReport {

    /** What the line of an outcome starts with. */
    String LINE_PREFIX = "sluice-outcome:";
}
