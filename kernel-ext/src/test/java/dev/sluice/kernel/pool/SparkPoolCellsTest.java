package dev.sluice.kernel.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.magics.cell.CellOutcome.Failed;
import dev.sluice.magics.cell.CellOutcome.Succeeded;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.Completeness;
import dev.sluice.magics.cell.MimeBundle;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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
            try (Cells cells = SparkPoolCells.local(folder, language)) {
                String message = "The local pool is not running. Start it: ./sluice up";
                assertThat(cells.run("1", nowhere))
                        .isEqualTo(new Failed("POOL_NOT_RUNNING", message, List.of("POOL_NOT_RUNNING: " + message)));
            }
        }
    }

    @Test
    void needsNoPoolForWhatTheMagicsKnow() {
        try (Cells cells = SparkPoolCells.local(folder, NotebookLanguage.PYSPARK)) {
            assertThat(cells.run("%sqlpool help", nowhere)).isInstanceOf(Succeeded.class);
            assertThat(cells.complete("%%sqlp", 6).matches()).isNotEmpty();
            assertThat(cells.inspect("%%sqlpool", 9)).isPresent();
            assertThat(cells.completeness("print(1)")).isEqualTo(Completeness.COMPLETE);
            cells.interrupt();
        }
    }

    @Test
    void namesOtherServerThatDoesNotAnswer() {
        try (Cells cells = SparkPoolCells.at(URI.create("http://127.0.0.1:1"), NotebookLanguage.SQL)) {
            assertThat(cells.run("SELECT 1", nowhere))
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed ->
                                    assertThat(failed.message()).startsWith("Cannot reach Livy at http://127.0.0.1:1"));
        }
    }
}
