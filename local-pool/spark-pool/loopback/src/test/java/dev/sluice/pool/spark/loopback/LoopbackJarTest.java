package dev.sluice.pool.spark.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class LoopbackJarTest {

    private static final String RPC_SERVER = "org/apache/livy/rsc/rpc/RpcServer.class";
    private static final String BIND_PORT = "(I)Lio/netty/channel/ChannelFuture;";

    @TempDir
    private Path folder;

    @Test
    void theOneBindGetsTheLoopbackAddress() throws IOException {
        Path jar = jar(classWithBinds(1));
        Path target = folder.resolve("rsc-jars/livy-rsc.jar");

        LoopbackJar.write(jar, target);

        assertThat(callsOf(target))
                .containsExactly("ldc 127.0.0.1", "bind(Ljava/lang/String;I)Lio/netty/channel/ChannelFuture;");
    }

    @Test
    void aRewrittenJarIsLeftAsItIs() throws IOException {
        Path jar = jar(classWithBinds(1));

        LoopbackRewriteMain.main(
                new String[] {jar.toString(), folder.resolve("once.jar").toString()});
        LoopbackRewriteMain.main(
                new String[] {jar.toString(), folder.resolve("twice.jar").toString()});

        assertThat(callsOf(folder.resolve("twice.jar")))
                .isEqualTo(callsOf(folder.resolve("once.jar")))
                .hasSize(2);
    }

    @Test
    void aClassWithTwoBindsIsRefusedAndNothingIsWritten() throws IOException {
        Path jar = jar(classWithBinds(2));
        Path target = folder.resolve("target.jar");

        assertThatThrownBy(() -> LoopbackJar.write(jar, target))
                .isInstanceOf(LoopbackRewriteException.class)
                .hasMessage("Cannot rewrite org.apache.livy.rsc.rpc.RpcServer:"
                        + " found 2 calls of bind(port), expected 1");
        assertThat(target).doesNotExist();
    }

    @Test
    void aClassWithoutBindIsRefused() throws IOException {
        Path jar = jar(classWithBinds(0));

        assertThatThrownBy(() -> LoopbackJar.write(jar, jar))
                .hasMessageEndingWith("found 0 calls of bind(port), expected 1");
    }

    @Test
    void aJarWithoutTheClassIsRefused() throws IOException {
        Path jar = folder.resolve("other.jar");
        write(jar, "some/Other.class", classWithBinds(1));

        assertThatThrownBy(() -> LoopbackJar.write(jar, jar))
                .hasMessageContaining("it has no /org/apache/livy/rsc/rpc/RpcServer.class");
    }

    @Test
    void theMainWantsTwoArguments() {
        assertThatThrownBy(() -> LoopbackRewriteMain.main(new String[0]))
                .hasMessage("usage: LoopbackRewriteMain <livy-rsc.jar> <copy.jar>; got 0 arguments");
    }

    private Path jar(byte[] rpcServer) throws IOException {
        Path jar = folder.resolve("livy-rsc.jar");
        write(jar, RPC_SERVER, rpcServer);
        return jar;
    }

    private static void write(Path jar, String name, byte[] content) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("META-INF/"));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
    }

    /** A class as javac makes it from {@code void start() { bootstrap.bind(port); ... }}. */
    private static byte[] classWithBinds(int binds) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V1_8, Opcodes.ACC_PUBLIC, "org/apache/livy/rsc/rpc/RpcServer", null, "java/lang/Object", null);
        MethodVisitor start = writer.visitMethod(Opcodes.ACC_STATIC, "start", "()V", null, null);
        start.visitCode();
        for (int i = 0; i < binds; i++) {
            start.visitInsn(Opcodes.ACONST_NULL);
            start.visitInsn(Opcodes.ICONST_0);
            start.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, "io/netty/bootstrap/ServerBootstrap", "bind", BIND_PORT, false);
            start.visitInsn(Opcodes.POP);
        }
        start.visitInsn(Opcodes.RETURN);
        start.visitMaxs(0, 0);
        start.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static List<String> callsOf(Path jar) throws IOException {
        List<String> calls = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            new ClassReader(zip.getInputStream(zip.getEntry(RPC_SERVER)))
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public MethodVisitor visitMethod(
                                        int access, String name, String type, String signature, String[] thrown) {
                                    return new MethodVisitor(Opcodes.ASM9) {
                                        @Override
                                        public void visitLdcInsn(Object value) {
                                            calls.add("ldc " + value);
                                        }

                                        @Override
                                        public void visitMethodInsn(
                                                int op, String owner, String call, String callType, boolean itf) {
                                            calls.add(call + callType);
                                        }
                                    };
                                }
                            },
                            0);
        }
        return calls;
    }
}
