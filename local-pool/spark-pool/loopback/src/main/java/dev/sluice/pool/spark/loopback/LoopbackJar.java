package dev.sluice.pool.spark.loopback;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a livy-rsc jar whose RPC server listens on 127.0.0.1 only. */
final class LoopbackJar {

    private static final String RPC_SERVER = "/org/apache/livy/rsc/rpc/RpcServer.class";
    private static final String MARK = "/META-INF/sluice-loopback";

    private LoopbackJar() {}

    /**
     * Copies {@code original} to {@code target} with the one class rewritten. A jar that is rewritten already is copied
     * as it is, so that a build may run twice.
     *
     * @throws LoopbackRewriteException when the jar has no such class, or the class has not exactly one bind
     */
    static void write(Path original, Path target) throws IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path draft = target.resolveSibling(target.getFileName() + ".draft");
        Files.copy(original, draft, StandardCopyOption.REPLACE_EXISTING);
        try {
            rewrite(draft);
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void rewrite(Path jar) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Path mark = files.getPath(MARK);
            if (Files.exists(mark)) {
                return;
            }
            Path rpcServer = files.getPath(RPC_SERVER);
            if (!Files.exists(rpcServer)) {
                throw new LoopbackRewriteException("Cannot rewrite " + jar.getFileName() + ": it has no " + RPC_SERVER);
            }
            Files.write(rpcServer, RpcServerRewrite.rewritten(Files.readAllBytes(rpcServer)));
            Files.writeString(mark, "RpcServer binds 127.0.0.1\n");
        }
    }
}
