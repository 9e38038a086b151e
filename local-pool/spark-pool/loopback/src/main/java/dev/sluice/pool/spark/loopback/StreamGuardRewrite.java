package dev.sluice.pool.spark.loopback;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Turns the {@code return delegate.getStreamManager()} of Spark's {@code AbstractAuthRpcHandler} into
 * {@code return AuthenticatedStreams.of(delegate.getStreamManager(), this)}.
 *
 * <p>Spark 3.5 opens a stream for everybody who names it, whatever {@code spark.authenticate} says, and with {@code ..} in
 * its name it is any file of the driver's owner. No setting closes that, so the class is rewritten. The class that is
 * called lies in the module {@code lifeline}, which every driver has.
 */
final class StreamGuardRewrite {

    private static final String METHOD = "getStreamManager";
    private static final String SERVER = "org/apache/spark/network/server/";
    private static final String STREAM_MANAGER = "L" + SERVER + "StreamManager;";
    private static final String GUARD = "dev/sluice/pool/spark/lifeline/AuthenticatedStreams";
    private static final String GUARDED =
            "(" + STREAM_MANAGER + "L" + SERVER + "AbstractAuthRpcHandler;)" + STREAM_MANAGER;

    private StreamGuardRewrite() {}

    /**
     * Returns the rewritten class file.
     *
     * @throws LoopbackRewriteException when there is not exactly one such call: then this is not the class that was meant
     */
    static byte[] rewritten(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Calls calls = new Calls(writer);
        reader.accept(calls, 0);
        if (calls.found != 1) {
            throw new LoopbackRewriteException(
                    "Cannot rewrite " + reader.getClassName().replace('/', '.') + ": found " + calls.found
                            + " calls of getStreamManager(), expected 1");
        }
        return writer.toByteArray();
    }

    private static final class Calls extends ClassVisitor {

        private int found;

        Calls(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean ofInterface) {
                    super.visitMethodInsn(opcode, owner, method, type, ofInterface);
                    if (name.equals(METHOD) && method.equals(METHOD)) {
                        found++;
                        visitVarInsn(Opcodes.ALOAD, 0);
                        super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "of", GUARDED, false);
                    }
                }
            };
        }
    }
}
