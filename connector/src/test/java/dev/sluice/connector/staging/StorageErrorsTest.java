package dev.sluice.connector.staging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.transfer.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.fs.azurebfs.contracts.exceptions.AbfsRestOperationException;
import org.apache.hadoop.fs.azurebfs.contracts.exceptions.InvalidAbfsRestOperationException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StorageErrorsTest {

    private static final URI ROOT = URI.create("abfss://lake@acct.dfs.core.windows.net/staging");
    private static final String ABFS =
            "org.apache.hadoop.fs.azurebfs.contracts.exceptions.AbfsRestOperationException: ";

    /** An error as the driver makes it of an answer, which no constructor of it takes alone. */
    private static final class Answered extends AbfsRestOperationException {

        private static final long serialVersionUID = 1L;

        private final String text;

        Answered(int status, String url) {
            super(status, null, null, null);
            this.text = operation(status, url);
        }

        @Override
        public String getMessage() {
            return text;
        }
    }

    private static String operation(int status, String url) {
        return "Operation failed: \"Said the storage, as in 404 or 503.\", " + status + ", PUT, " + url
                + ", SomeCode, \"more\"";
    }

    @ParameterizedTest
    @CsvSource({
        "401, The storage refused the Spark pool, PERMISSION_DENIED",
        "403, The storage refused the Spark pool, PERMISSION_DENIED",
        "400, The staging folder %s cannot be used, STORAGE_UNREACHABLE",
        "404, The staging folder %s cannot be used, STORAGE_UNREACHABLE",
        "503, The storage of %s does not answer, STORAGE_UNREACHABLE",
    })
    void tellsAnswersApartByTheirStatus(int status, String what, ErrorCode code) {
        IOException error = new Answered(status, "https://acct.dfs.core.windows.net/lake/staging/x?a=b");

        assertThat(StorageErrors.translate(error, ROOT).failure())
                .satisfies(failure -> assertThat(failure.what()).isEqualTo(what.formatted(ROOT)))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
        assertThat(StorageErrors.find(new SparkException("job", new IOException("wrapped", error)), ROOT))
                .hasValueSatisfying(
                        failed -> assertThat(failed.failure().code()).isEqualTo(code));
    }

    @Test
    void takesAnOperationWithoutAnAnswerForAStorageThatIsAway() {
        assertThat(StorageErrors.find(
                        new SparkException(
                                "job", new InvalidAbfsRestOperationException(new ConnectException("refused"))),
                        ROOT))
                .hasValueSatisfying(failed ->
                        assertThat(failed.failure().what()).isEqualTo("The storage of " + ROOT + " does not answer"));
    }

    @Test
    void saysWhatAnErrorOfADirectCallMeans() {
        assertThat(StorageErrors.translate(new ConnectException("Connection refused"), ROOT))
                .hasMessage(
                        "The storage of " + ROOT + " does not answer\nWhy: Connection refused\n"
                                + "Fix: Check that the storage account exists and lets the Spark pool in, then run the cell again");
        assertThat(StorageErrors.translate(new IOException("odd"), ROOT))
                .hasMessageStartingWith("The storage of " + ROOT + " does not answer\nWhy: odd\n");
        assertThat(StorageErrors.translate(new FileNotFoundException("gone"), ROOT))
                .hasMessageStartingWith("The staging folder " + ROOT + " cannot be used\nWhy: gone\n");
        assertThat(StorageErrors.translate(new UnsupportedFileSystemException("No FileSystem"), ROOT))
                .hasMessageStartingWith("The staging folder " + ROOT + " cannot be used\nWhy: No FileSystem\n");
    }

    @ParameterizedTest
    @CsvSource({
        "https://acct.dfs.core.windows.net/lake/staging/x, true",
        "https://acct.dfs.core.windows.net/lake?resource=filesystem, true",
        "https://127.0.0.1:4443/lake/staging/x, true",
        "https://acct.dfs.core.windows.net/other/staging/x, false",
        "https://acct.dfs.core.windows.net/lakes/x, false",
        "https://other.dfs.core.windows.net/lake/staging/x, false",
    })
    void saysNothingOfFilesThatAreElsewhere(String url, boolean ours) {
        assertThat(StorageErrors.find(new SparkException("job", new Answered(403, url)), ROOT)
                        .isPresent())
                .isEqualTo(ours);
    }

    @Test
    void readsTheStackTraceThatAnExecutorHasSent() {
        String answer = operation(403, "https://acct.dfs.core.windows.net/lake/staging/x");
        String first = "Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent failure: Lost"
                + " task 0.3 in stage 1.0 (TID 4) (10.0.0.4 executor 1): ";

        assertThat(StorageErrors.find(new SparkException(first + ABFS + answer + "\n\tat x.Y.z(Y.java:1)"), ROOT))
                .isPresent();
        assertThat(StorageErrors.find(
                        new SparkException(first + "java.io.IOException: no\n\tat x.Y.z(Y.java:1)\nCaused by: " + ABFS
                                + answer + "\n\t... 9 more"),
                        ROOT))
                .isPresent();
    }

    @Test
    void findsNothingInWordsOfTheUser() {
        String answer = operation(403, "https://acct.dfs.core.windows.net/lake/staging/x");

        assertThat(StorageErrors.find(new IllegalStateException("abfss://a/403 Connection refused"), ROOT))
                .isEmpty();
        assertThat(StorageErrors.find(
                        new SparkException("at org.apache.hadoop.fs.azurebfs.X: Connection refused"), ROOT))
                .isEmpty();
        assertThat(StorageErrors.find(new IllegalStateException(answer), ROOT)).isEmpty();
        assertThat(StorageErrors.find(new SparkException("The user says: " + ABFS + answer), ROOT))
                .isEmpty();
        assertThat(StorageErrors.find(new SparkException("job", new ConnectException("of the user's own")), ROOT))
                .isEmpty();
        assertThat(StorageErrors.find(new SparkException("job", new FileNotFoundException("users.csv")), ROOT))
                .isEmpty();
    }
}
