package dev.sluice.pool.spark.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
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

class StreamGuardTest {

    private static final String HANDLER = "org/apache/spark/network/server/AbstractAuthRpcHandler";
    private static final String STREAMS = "()Lorg/apache/spark/network/server/StreamManager;";

    @TempDir
    private Path folder;

    @Test
    void streamsPassTheGuardOnTheirWayOut() throws IOException {
        Path target = folder.resolve("guard.jar");

        StreamGuardMain.main(new String[] {jar(HANDLER, 1).toString(), target.toString()});

        assertThat(instructions(target))
                .containsExactly(
                        "invoke org/apache/spark/network/server/RpcHandler.getStreamManager",
                        "load 0",
                        "invoke dev/sluice/pool/spark/lifeline/AuthenticatedStreams.of",
                        "return");
        try (ZipFile written = new ZipFile(target.toFile())) {
            assertThat(written.size()).isEqualTo(1);
        }
    }

    @Test
    void aClassThatIsNotTheOneIsRefusedAndNothingIsWritten() throws IOException {
        Path target = folder.resolve("guard.jar");
        for (int calls : new int[] {0, 2}) {
            Path jar = jar(HANDLER, calls);

            assertThatThrownBy(() -> StreamGuardMain.main(new String[] {jar.toString(), target.toString()}))
                    .isInstanceOf(LoopbackRewriteException.class)
                    .hasMessage("Cannot rewrite org.apache.spark.network.server.AbstractAuthRpcHandler: found " + calls
                            + " calls of getStreamManager(), expected 1");
            assertThat(target).doesNotExist();
        }
    }

    @Test
    void aJarWithoutTheClassIsRefused() throws IOException {
        Path jar = jar("some/Other", 1);

        assertThatThrownBy(() -> StreamGuardMain.main(
                        new String[] {jar.toString(), folder.resolve("x").toString()}))
                .hasMessage("Cannot rewrite spark.jar: it has no " + HANDLER + ".class");
    }

    @Test
    void theMainWantsTwoArguments() {
        assertThatThrownBy(() -> StreamGuardMain.main(new String[0]))
                .hasMessage("usage: StreamGuardMain <spark-network-common.jar> <target.jar>; got 0 arguments");
    }

    private Path jar(String name, int calls) throws IOException {
        Path jar = folder.resolve("spark.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name + ".class"));
            zip.write(handler(calls));
            zip.closeEntry();
        }
        return jar;
    }

    /** A class as javac makes it from {@code return delegate.getStreamManager();}. */
    private static byte[] handler(int calls) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, HANDLER, null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "getStreamManager", STREAMS, null, null);
        method.visitCode();
        method.visitInsn(Opcodes.ACONST_NULL);
        for (int i = 0; i < calls; i++) {
            method.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    "org/apache/spark/network/server/RpcHandler",
                    "getStreamManager",
                    STREAMS,
                    false);
        }
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static List<String> instructions(Path jar) throws IOException {
        List<String> instructions = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream content = zip.getInputStream(zip.getEntry(HANDLER + ".class"))) {
            new ClassReader(content)
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public MethodVisitor visitMethod(
                                        int access, String name, String type, String signature, String[] thrown) {
                                    return new MethodVisitor(Opcodes.ASM9) {
                                        @Override
                                        public void visitVarInsn(int opcode, int index) {
                                            instructions.add("load " + index);
                                        }

                                        @Override
                                        public void visitInsn(int opcode) {
                                            if (opcode == Opcodes.ARETURN) {
                                                instructions.add("return");
                                            }
                                        }

                                        @Override
                                        public void visitMethodInsn(
                                                int op, String owner, String call, String callType, boolean itf) {
                                            instructions.add("invoke " + owner + '.' + call);
                                        }
                                    };
                                }
                            },
                            0);
        }
        return instructions;
    }
}
