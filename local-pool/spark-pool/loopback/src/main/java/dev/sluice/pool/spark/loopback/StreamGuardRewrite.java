package dev.sluice.pool.spark.loopback;

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
        return CallRewrite.of(classFile, METHOD + "()", StreamGuardRewrite::guard);
    }

    private static boolean guard(CallRewrite.Call call, MethodVisitor code) {
        if (!call.within().equals(METHOD) || !call.method().equals(METHOD)) {
            return false;
        }
        call.write(code);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "of", GUARDED, false);
        return true;
    }
}
