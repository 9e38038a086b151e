package dev.sluice.pool.spark.repl;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The class loader that Spark and Py4J look through: the session's jars, then the classes that Scala cells were compiled
 * to.
 *
 * <p>The compiler's own loader answers for a class it does not have by asking the compiler what the name could mean. The
 * compiler serves one thread at a time; a Python statement that looks up a name while Scala compiles would break it
 * ("cannot find T1 in applied type Tuple2"). So that loader is asked only for classes that are there.
 */
final class CellClassLoader extends ClassLoader {

    private final ClassLoader cells;
    private final Path classes;

    /**
     * Makes the loader.
     *
     * @param jars loader of the session's jars, asked first
     * @param cells the compiler's own loader, so that a class of a cell is the same class everywhere
     * @param classes folder that the compiler writes to
     */
    CellClassLoader(ClassLoader jars, ClassLoader cells, Path classes) {
        super(jars);
        this.cells = cells;
        this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (Files.isRegularFile(classes.resolve(name.replace('.', '/') + ".class"))) {
            return cells.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
