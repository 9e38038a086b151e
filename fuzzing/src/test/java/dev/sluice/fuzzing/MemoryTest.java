package dev.sluice.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private final List<byte[]> kept = new ArrayList<>();

    @Test
    void letsAReadingTakeWhatItsInputIsWorth() throws Exception {
        Memory.bound(64 << 20, 2, () -> kept.add(new byte[100 << 20]));

        assertThat(kept).hasSize(1);
    }

    @Test
    void tellsOfAReadingThatTakesMore() {
        assertThatThrownBy(() -> Memory.bound(10, 2, () -> kept.add(new byte[100 << 20])))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("An input of 10 took 1048[0-9]{5} bytes of memory");
    }

    @Test
    void letsTheFirstReadingTakeMore() throws Exception {
        Memory.bound(10, 2, () -> {
            if (kept.isEmpty()) {
                kept.add(new byte[100 << 20]);
            }
        });

        assertThat(kept).hasSize(1);
    }

    @Test
    void letsOutWhatAReadingThrows() {
        assertThatThrownBy(() -> Memory.bound(0, 0, () -> {
                    throw new IllegalStateException("no refusal");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no refusal");
    }
}
