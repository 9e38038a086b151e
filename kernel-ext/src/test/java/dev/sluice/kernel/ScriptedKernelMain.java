package dev.sluice.kernel;

import dev.sluice.kernel.language.NotebookLanguage;
import java.nio.file.Path;

/** The kernel's process with cells that need no pool. */
final class ScriptedKernelMain {

    private ScriptedKernelMain() {}

    /** Runs a kernel; the argument is the connection file. */
    public static void main(String[] arguments) throws Exception {
        System.exit(KernelMain.exitCode(
                () -> KernelProcess.run(Path.of(arguments[0]), NotebookLanguage.PYSPARK, new ScriptedCells()),
                System.err));
    }
}
