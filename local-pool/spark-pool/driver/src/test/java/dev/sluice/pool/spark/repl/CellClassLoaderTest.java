package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellClassLoaderTest {

    @TempDir
    private Path classes;

    private final List<String> asked = new ArrayList<>();

    /** Stands for the compiler's loader: it answers with a class of the JDK, whatever it is asked for. */
    private final ClassLoader compiler = new ClassLoader(null) {
        @Override
        public Class<?> loadClass(String name) {
            asked.add(name);
            return StringBuilder.class;
        }
    };

    @Test
    void asksTheCompilerForNoNameThatItHasNotCompiled() {
        CellClassLoader loader = new CellClassLoader(getClass().getClassLoader(), compiler, classes);

        assertThatThrownBy(() -> loader.loadClass("dev.sluice"))
                .isExactlyInstanceOf(ClassNotFoundException.class)
                .hasMessage("dev.sluice");
        assertThat(asked).isEmpty();
    }

    @Test
    void takesClassOfCellFromTheCompilersLoader() throws IOException, ClassNotFoundException {
        Files.createDirectories(classes.resolve("$line3"));
        Files.writeString(classes.resolve("$line3/$read.class"), "");
        CellClassLoader loader = new CellClassLoader(getClass().getClassLoader(), compiler, classes);

        assertThat(loader.loadClass("$line3.$read")).isEqualTo(StringBuilder.class);
        assertThat(asked).containsExactly("$line3.$read");
    }

    @Test
    void takesClassOfJarsFirst() throws ClassNotFoundException {
        CellClassLoader loader = new CellClassLoader(getClass().getClassLoader(), compiler, classes);

        assertThat(loader.loadClass(CellClassLoader.class.getName())).isEqualTo(CellClassLoader.class);
        assertThat(asked).isEmpty();
    }
}
