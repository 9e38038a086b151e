package dev.sluice.pool.spark.loopback;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Turns the one {@code bootstrap.bind(port)} of livy-rsc's {@code RpcServer} into
 * {@code bootstrap.bind("127.0.0.1", port)}.
 *
 * <p>livy-rsc 0.7.1 binds every interface in the server and in each driver, whatever
 * {@code livy.rsc.rpc.server.address} says, and decodes Kryo before it authenticates: on a laptop in a foreign network
 * that is an open door. No setting closes it, so the class is rewritten.
 */
final class RpcServerRewrite {

    private static final String BIND = "bind";
    private static final String BIND_PORT = "(I)Lio/netty/channel/ChannelFuture;";
    private static final String BIND_HOST_AND_PORT = "(Ljava/lang/String;I)Lio/netty/channel/ChannelFuture;";

    private RpcServerRewrite() {}

    /**
     * Returns the rewritten class file.
     *
     * @throws LoopbackRewriteException when there is not exactly one bind: then this is not the class that was meant
     */
    static byte[] rewritten(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Binds binds = new Binds(writer);
        reader.accept(binds, 0);
        if (binds.found != 1) {
            throw new LoopbackRewriteException(
                    "Cannot rewrite " + reader.getClassName().replace('/', '.') + ": found " + binds.found
                            + " calls of bind(port), expected 1");
        }
        return writer.toByteArray();
    }

    private static final class Binds extends ClassVisitor {

        private int found;

        Binds(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean ofInterface) {
                    if (!method.equals(BIND) || !type.equals(BIND_PORT)) {
                        super.visitMethodInsn(opcode, owner, method, type, ofInterface);
                        return;
                    }
                    found++;
                    // The port lies on the stack; the host belongs below it.
                    visitLdcInsn("127.0.0.1");
                    visitInsn(Opcodes.SWAP);
                    super.visitMethodInsn(opcode, owner, method, BIND_HOST_AND_PORT, ofInterface);
                }
            };
        }
    }
}
