package dev.sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kernel.pool.PoolChoice;
import dev.sluice.kernel.spec.KernelSpecs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel as a process, driven by the clients and the test suite of the Jupyter project. */
class ConformanceIT {

    @TempDir
    Path folder;

    private PythonTests python;

    @BeforeEach
    void installsKernel() throws IOException {
        python = new PythonTests(folder);
        python.install("sluice-scripted", ScriptedKernelMain.class.getName(), "{connection_file}");
    }

    @Test
    void passesConformanceSuite() throws Exception {
        assertThat(python.run("conformance.py"))
                .contains("Ran 13 tests")
                .contains("OK")
                .doesNotContain("skipped");
    }

    @Test
    void doesWhatTheSuiteLeavesOut() throws Exception {
        assertThat(python.run("beyond.py")).contains("OK").doesNotContain("skipped");
    }

    @Test
    void leavesNoProgressInSavedNotebook() throws Exception {
        assertThat(python.run("saved.py"))
                .contains("Ran 2 tests")
                .contains("OK")
                .doesNotContain("skipped");
    }

    @Test
    void startsAsItIsInstalled() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        PoolChoice pool = new PoolChoice.Local(folder.resolve("state"));
        assertThat(new KernelSpecs(java, PythonTests.classPath(), pool).write(folder))
                .hasSize(3);

        assertThat(python.run("installed.py")).contains("OK").doesNotContain("skipped");
    }
}
