package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.session.SqlSession;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Ends what a call has set with the call. Of all settings one matters: drivers ask for the columns of a table by
 * {@code sp_executesql N'SET FMTONLY ON SELECT ...'} and rely on rows coming again afterwards.
 */
final class CallScope {

    private static final Pattern SET = Pattern.compile("\\bSET\\s+FMTONLY\\s+ON\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern CALL = Pattern.compile("\\bsp_executesql\\b", Pattern.CASE_INSENSITIVE);

    private CallScope() {}

    /** Ends the scope of a statement that was called. */
    static void endOfStatement(SqlSession session, String statement) {
        if (SET.matcher(statement).find()) {
            session.execute("SET FMTONLY OFF", List.of(), new FirstErrorSink());
        }
    }

    /** Ends the scope of a call that a batch makes; what the batch sets itself stays. */
    static void endOfBatch(SqlSession session, String batch) {
        if (CALL.matcher(batch).find()) {
            endOfStatement(session, batch);
        }
    }
}
