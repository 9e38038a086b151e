package dev.sluice.magics.session;

import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.SessionStart;
import dev.sluice.livy.SessionStatements;
import java.time.Duration;

/** Hears how a cell's work in the Spark pool goes on. */
public interface Monitor extends SessionStart.Listener, SessionStatements.Listener {

    /** The session takes statements now. */
    void started(LivySession session, Duration elapsed);

    @Override
    void unanswered(LivyException failure, Duration elapsed);
}
