package dev.sluice.connector.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

final class ShiftedColumnTest {

    private static final Shift BERLIN = new Shift(List.of(true), ZoneId.of("Europe/Berlin"));

    /** Spark's reader fills the same vector with the next batch, after it has called this of every batch that was read. */
    @Test
    void leavesTheVectorToTheReaderThatUsesItAgain() {
        try (OnHeapColumnVector staged = new OnHeapColumnVector(2, DataTypes.TimestampType)) {
            ShiftedColumn shifted = new ShiftedColumn(staged, BERLIN);
            staged.putLong(0, 7_200_000_000L);
            staged.putNull(1);
            assertThat(shifted.getLong(0)).isEqualTo(3_600_000_000L);

            shifted.closeIfFreeable();
            staged.reset();
            staged.putLong(0, 10_800_000_000L);

            assertThat(shifted.getLong(0)).isEqualTo(7_200_000_000L);
            assertThat(shifted.isNullAt(0)).isFalse();
        }
    }
}
