package dev.sluice.magics.session;

import dev.sluice.livy.LivySession;
import dev.sluice.livy.SessionStart;
import dev.sluice.livy.StatementRun;
import java.time.Duration;

/** Hears how a cell's work in the Spark pool goes on. */
public interface Monitor extends SessionStart.Listener, StatementRun.Listener {

    /** The session takes statements now. */
    void started(LivySession session, Duration elapsed);
}
