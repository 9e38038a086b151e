package dev.sluice.connector.transfer;

import static dev.sluice.connector.failure.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.transfer.ErrorCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExportedRowsTest {

    @Test
    void agreesWithTheSameNumberOnly() {
        assertThat(ExportedRows.difference(Optional.of(0L), 0)).isEmpty();
        assertThat(ExportedRows.difference(Optional.of(3L), 3)).isEmpty();
        assertThat(ExportedRows.difference(Optional.of(4L), 3)).hasValueSatisfying(failure -> {
            assertThat(failure.failure().code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
            assertThat(failure)
                    .hasMessage(message(
                            "Spark reads 3 rows of 4 that the SQL pool exported",
                            "Staged files and what Spark reads of them differ",
                            "Run the transfer again"));
        });
    }

    @Test
    void takesNoMissingCountForAnAgreement() {
        for (long read : new long[] {0, 3}) {
            assertThat(ExportedRows.difference(Optional.empty(), read)).hasValueSatisfying(failure -> {
                assertThat(failure.failure().code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
                assertThat(failure)
                        .hasMessage(message(
                                "The SQL pool does not tell how many rows it exported",
                                "A count that is missing is equal to nothing",
                                "Run the transfer again"));
            });
        }
    }
}
