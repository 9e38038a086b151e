package dev.sluice.connector.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowSumsTest {

    private static final List<ComparedColumn> COLUMNS =
            List.of(column("a", Hashing.WITH_ROW), column("b", Hashing.ALONE), column("c", Hashing.NOT));

    private static final List<@Nullable Object> ANSWER = Arrays.asList(3L, -1L, 2L, 3L, 2L, 16L, 17L, 1L, 5L, 6L);

    @Test
    void readsWhateverNumbersAnEndHas() {
        List<@Nullable Object> decimals = new ArrayList<>(ANSWER);
        decimals.set(1, BigDecimal.valueOf(-1));
        decimals.set(4, 2);

        for (List<@Nullable Object> answer : List.of(ANSWER, decimals)) {
            RowSums sums = RowSums.of(COLUMNS, answer);
            assertThat(sums.rows()).isEqualTo(3);
            assertThat(sums.hash()).isEqualTo("ffffffffffffffff0000000000000002");
            assertThat(sums.values()).containsExactly(3L, 2L, 1L);
            assertThat(sums.apart())
                    .containsExactly(
                            Optional.empty(),
                            Optional.of("00000000000000100000000000000011"),
                            Optional.of("00000000000000050000000000000006"));
        }
    }

    @Test
    void takesNothingForANumber() {
        for (int i = 0; i < ANSWER.size(); i++) {
            List<@Nullable Object> answer = new ArrayList<>(ANSWER);
            answer.set(i, null);
            assertThatThrownBy(() -> RowSums.of(COLUMNS, answer))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A number is missing");
        }
    }

    private static ComparedColumn column(String name, Hashing hashing) {
        return ComparedColumn.of(name, new PoolColumn(name, PoolType.of(PoolType.Kind.INT), true), hashing);
    }
}
