package dev.sluice.pool.spark.loopback;

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
        return CallRewrite.of(classFile, "bind(port)", RpcServerRewrite::bindToLoopback);
    }

    private static boolean bindToLoopback(CallRewrite.Call call, MethodVisitor code) {
        if (!call.method().equals(BIND) || !call.type().equals(BIND_PORT)) {
            return false;
        }
        // The port lies on the stack; the host belongs below it.
        code.visitLdcInsn("127.0.0.1");
        code.visitInsn(Opcodes.SWAP);
        code.visitMethodInsn(call.opcode(), call.owner(), call.method(), BIND_HOST_AND_PORT, call.ofInterface());
        return true;
    }
}
