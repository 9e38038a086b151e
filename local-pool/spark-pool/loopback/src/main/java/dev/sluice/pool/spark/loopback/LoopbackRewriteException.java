package dev.sluice.pool.spark.loopback;

/** The class to rewrite is not what was expected; a build must not go on with it. */
final class LoopbackRewriteException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    LoopbackRewriteException(String message) {
        super(message);
    }
}
