package dev.sluice.transfer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The table that a write gives its rows to, and how.
 *
 * @param mode what to do if the table exists
 * @param location folder of an external table's files, as an {@code abfss} URI or a path in the staging container
 * @param maxStringLength length of string columns in characters, up to 4000; null for the length the data needs
 * @param loss what to do if the table would keep other values than the frame has
 * @param widen whether an append may lengthen columns of the table that texts or bytes do not fit into
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WriteTarget(
        TableName table,
        SaveMode mode,
        TableType type,
        @Nullable String location,
        @Nullable Distribution distribution,
        @Nullable TableIndex index,
        @Nullable Integer maxStringLength,
        LoadMethod load,
        LossPolicy loss,
        boolean widen) {

    public WriteTarget {
        requireNonNull(table, "table");
        requireNonNull(mode, "mode");
        requireNonNull(type, "type");
        requireNonNull(load, "load");
        requireNonNull(loss, "loss");
    }
}
