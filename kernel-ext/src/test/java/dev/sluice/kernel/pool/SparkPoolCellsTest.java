package dev.sluice.kernel.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.livy.LivyAuthentication;
import dev.sluice.livy.LivyTransport;
import dev.sluice.magics.cell.CellOutcome.Failed;
import dev.sluice.magics.cell.CellOutcome.Succeeded;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.Completeness;
import dev.sluice.magics.cell.MimeBundle;
import dev.sluice.profile.InvalidProfileException;
import dev.sluice.profile.Profile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkPoolCellsTest {

    @TempDir
    Path folder;

    private final CellOutput nowhere = new CellOutput() {
        @Override
        public void text(Stream stream, String text) {}

        @Override
        public void display(MimeBundle content) {}

        @Override
        public void progress(MimeBundle content) {}

        @Override
        public void endProgress() {}
    };

    @Test
    void saysHowToStartTheLocalPool() {
        for (NotebookLanguage language : NotebookLanguage.values()) {
            try (Cells cells = SparkPoolCells.ofKernel(new PoolChoice.Local(folder), language)) {
                String message = "The local pool is not running. Start it: ./sluice up";
                assertThat(cells.run("1", nowhere))
                        .isEqualTo(new Failed("POOL_NOT_RUNNING", message, List.of("POOL_NOT_RUNNING: " + message)));
            }
        }
    }

    @Test
    void needsNoPoolForWhatTheMagicsKnow() {
        try (Cells cells = SparkPoolCells.ofKernel(new PoolChoice.Local(folder), NotebookLanguage.PYSPARK)) {
            assertThat(cells.run("%sqlpool help", nowhere)).isInstanceOf(Succeeded.class);
            assertThat(cells.complete("%%sqlp", 6).matches()).isNotEmpty();
            assertThat(cells.inspect("%%sqlpool", 9)).isPresent();
            assertThat(cells.completeness("print(1)")).isEqualTo(Completeness.COMPLETE);
            cells.interrupt();
        }
    }

    @Test
    void namesOtherServerThatDoesNotAnswer() {
        try (Cells cells =
                SparkPoolCells.ofKernel(new PoolChoice.Livy(URI.create("http://127.0.0.1:1")), NotebookLanguage.SQL)) {
            assertThat(cells.run("SELECT 1", nowhere))
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed ->
                                    assertThat(failed.message()).startsWith("Cannot reach Livy at http://127.0.0.1:1"));
        }
    }

    @Test
    void saysInEveryCellWhyItsProfileCannotBeUsed() {
        String name = "no-profile-has-this-name";
        try (Cells cells = SparkPoolCells.ofKernel(new PoolChoice.Named(name), NotebookLanguage.SQL)) {
            assertThat(cells.run("SELECT 1", nowhere)).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.name()).isEqualTo("INVALID_PROFILE");
                assertThat(failed.message())
                        .startsWith("There is no profile '" + name + "' in ")
                        .endsWith(". Correct it, and restart the kernel");
                assertThat(failed.traceback()).containsExactly("INVALID_PROFILE: " + failed.message());
            });
            assertThat(cells.complete("%%sq", 4).matches()).isEmpty();
            assertThat(cells.inspect("%%sqlpool", 9)).isEmpty();
            assertThat(cells.completeness("x")).isEqualTo(Completeness.UNKNOWN);
            cells.interrupt();
        }
    }

    @Test
    void checksTheSettingsOfAProfileAsConfigureDoes() throws Exception {
        Profile profile = new Profile(
                "work",
                URI.create("http://127.0.0.1:1"),
                LivyAuthentication.none(),
                LivyTransport.DIRECT,
                Map.of("driverMemory", "2"));

        assertThatThrownBy(() -> SparkPoolCells.of(profile, NotebookLanguage.SQL))
                .isExactlyInstanceOf(InvalidProfileException.class)
                .hasMessageStartingWith("Profile 'work': option session: ")
                .hasMessageContaining("driverMemory");
    }
}
