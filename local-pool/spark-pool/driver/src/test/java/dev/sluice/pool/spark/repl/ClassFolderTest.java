package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFolderTest {

    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path root;

    @Test
    void theFolderLiesWhereTheConfigurationSaysAndIsNamedInIt() throws IOException {
        SparkConf conf = new SparkConf(false).set("spark.repl.classdir", root.toString());

        ClassFolder folder = ClassFolder.make(conf);

        assertThat(folder.path()).isDirectory().hasParent(root);
        assertThat(conf.get("spark.repl.class.outputDir"))
                .isEqualTo(folder.path().toString());
        folder.close();
        assertThat(root).isEmptyDirectory();
        folder.close();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void theEndWaitsForTheCompilerAndNothingIsWrittenBehindIt() throws Exception {
        ClassFolder folder = ClassFolder.make(new SparkConf(false).set("spark.repl.classdir", root.toString()));
        CountDownLatch compiling = new CountDownLatch(1);
        CountDownLatch ending = new CountDownLatch(1);
        CompletableFuture<Path> compiler = CompletableFuture.supplyAsync(() -> folder.write(() -> {
            compiling.countDown();
            await(ending);
            return classFile(folder);
        }));
        await(compiling);
        CompletableFuture<Void> end = CompletableFuture.runAsync(folder::close);
        // The end has begun when no other run of the compiler may begin.
        while (mayWrite(folder)) {
            Thread.onSpinWait();
        }
        assertThat(folder.path()).exists();

        ending.countDown();

        end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(compiler.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).doesNotExist();
        assertThat(root).isEmptyDirectory();
        assertThatThrownBy(() -> folder.write(() -> classFile(folder)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The session ends: no Scala code is compiled any more");
        assertThat(root).isEmptyDirectory();
    }

    private static boolean mayWrite(ClassFolder folder) {
        try {
            return folder.write(() -> true);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static Path classFile(ClassFolder folder) {
        try {
            return Files.writeString(
                    Files.createDirectories(folder.path().resolve("$line1")).resolve("a.class"), "x");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
