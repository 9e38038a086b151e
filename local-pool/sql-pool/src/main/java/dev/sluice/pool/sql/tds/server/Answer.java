package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.TdsVersion;
import dev.sluice.pool.sql.tds.token.Done;
import dev.sluice.pool.sql.tds.token.RowWriter;
import dev.sluice.pool.sql.tds.token.Token;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request.
 *
 * <p>A DONE says whether more follows, which is known only when it does: so the last one waits. Invariant: a complete
 * answer ends with exactly one DONE that says that nothing follows.
 */
final class Answer {

    private final MessageWriter out;
    private final TdsVersion version;
    private @Nullable Done waiting;
    private @Nullable IOException broken;

    Answer(MessageWriter out, TdsVersion version) {
        this.out = out;
        this.version = version;
    }

    TdsVersion version() {
        return version;
    }

    /** Whether the client is gone. */
    boolean isBroken() {
        return broken != null;
    }

    /** Writes a token after what is there. */
    void add(Token token) {
        writeWaiting(Done.MORE);
        token.write(out, version);
        emit();
    }

    /** Writes a token before the DONE that waits: what that statement has brought about. */
    void addBeforeDone(Token token) {
        token.write(out, version);
        emit();
    }

    /** A statement or procedure has ended. */
    void done(Done done) {
        writeWaiting(Done.MORE);
        waiting = done;
    }

    void row(RowWriter rows, @Nullable Object[] values) {
        rows.write(out, values);
        emit();
    }

    /** Ends the answer and sends it. */
    void end() throws IOException {
        if (broken != null) {
            throw broken;
        }
        if (waiting == null) {
            waiting = Done.plain(Done.Kind.STATEMENT);
        }
        writeWaiting(0);
        out.finish();
    }

    private void writeWaiting(int flag) {
        Done done = waiting;
        if (done != null) {
            waiting = null;
            done.with(flag).write(out, version);
        }
    }

    private void emit() {
        if (broken != null) {
            return;
        }
        try {
            out.emit();
        } catch (IOException e) {
            broken = e;
        }
    }
}
