package dev.sluice.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one pool that runs, started with the first test that asks for it and stopped after the last test of all. */
final class SharedPool implements ParameterResolver {

    private static final class Running implements AutoCloseable {
        private final TestPool pool = TestPool.in(Path.of("target/pool")).emptied();

        Running() {
            pool.up();
        }

        @Override
        public void close() {
            pool.down();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        return parameter.getParameter().getType() == TestPool.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        return extension
                .getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedPool.class))
                .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class)
                .pool;
    }
}
