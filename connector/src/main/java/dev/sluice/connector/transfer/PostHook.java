package dev.sluice.connector.transfer;

import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.transfer.Hooks;

/** The user's statement after a transfer. The rows are there, so it can only warn. */
final class PostHook {

    private PostHook() {}

    static void run(Hooks hooks, PoolSession session, Recorder recorder) {
        String post = hooks.post();
        if (post == null) {
            return;
        }
        try {
            session.execute(post);
        } catch (TransferFailedException e) {
            recorder.warn("The rows are there, but the statement after them failed: "
                    + e.failure().why() + ". Run it yourself: " + post);
        }
    }
}
