package dev.sluice.pool.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.error.DfsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

final class DiskFailureTest {

    @Test
    void tellsAFullDiskByTheWordsOfTheSystem() {
        DfsException refusal = DiskFailure.translate(new IOException("No space left on device"));
        assertThat(refusal.error()).isEqualTo(DfsError.INSUFFICIENT_STORAGE);
        assertThat(refusal)
                .hasMessage(
                        "The disk that holds the lake is full. Nothing of this request was kept; free space and run it"
                                + " again.");
    }

    @Test
    void tellsAnExhaustedQuotaBehindOtherFailures() {
        IOException quota = new FileSystemException("/lake/x", null, "Disk quota exceeded");
        assertThat(DiskFailure.translate(new IOException("copy", new UncheckedIOException(quota)))
                        .error())
                .isEqualTo(DfsError.INSUFFICIENT_STORAGE);
    }

    @Test
    void tellsAPathThatNoDiskTakes() {
        DfsException refusal = DiskFailure.translate(new FileSystemException("/lake/x", null, "File name too long"));
        assertThat(refusal.error()).isEqualTo(DfsError.INVALID_URI);
        assertThat(refusal).hasMessage("The request URI is invalid. The path is longer than the local storage takes.");
    }

    @Test
    void takesNoNameOfAFileForWhatTheSystemSays() {
        IOException failure = new FileSystemException("/lake/No space left on device", null, "Input/output error");
        assertThat(DiskFailure.translate(failure).error()).isEqualTo(DfsError.INTERNAL_ERROR);
    }

    @Test
    void takesEveryOtherFailureForAFaultOfTheServer() {
        DfsException refusal = DiskFailure.translate(new IOException("Input/output error on /secret/place"));
        assertThat(refusal.error()).isEqualTo(DfsError.INTERNAL_ERROR);
        assertThat(refusal.getMessage()).doesNotContain("/secret/place");
    }
}
