package dev.sluice.pool.sql.tds.token;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.TdsVersion;

/**
 * DONE, DONEINPROC and DONEPROC: a statement has ended (MS-TDS 2.2.7.6 to 2.2.7.8).
 *
 * @param status the sum of the flags below
 * @param command what the statement was; clients take a count for changed rows only if it is not a SELECT
 * @param rows rows, where {@link #COUNT} is set
 */
public record Done(Kind kind, int status, int command, long rows) implements Token {

    /** More tokens with results follow. */
    public static final int MORE = 0x01;
    /** The statement failed. */
    public static final int ERROR = 0x02;
    /** The rows are counted. */
    public static final int COUNT = 0x10;
    /** Answers an attention. */
    public static final int ATTENTION = 0x20;

    private static final int SELECT = 0xC1;
    private static final int INSERT = 0xC3;

    /** What has ended. */
    public enum Kind {
        /** A statement of a batch. */
        STATEMENT(0xFD),
        /** A procedure. */
        PROCEDURE(0xFE),
        /** A statement inside a procedure. */
        STATEMENT_IN_PROCEDURE(0xFF);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    public Done {
        requireNonNull(kind, "kind");
    }

    /** A statement that counts nothing has ended. */
    public static Done plain(Kind kind) {
        return new Done(kind, 0, 0, 0);
    }

    /** A result set has ended. */
    public static Done rows(Kind kind, long rows) {
        return new Done(kind, COUNT, SELECT, rows);
    }

    /** A statement that changes rows has ended. */
    public static Done changed(Kind kind, long rows) {
        return new Done(kind, COUNT, INSERT, rows);
    }

    /** A statement has failed. */
    public static Done failed(Kind kind) {
        return new Done(kind, ERROR, 0, 0);
    }

    /** The request that an attention was about is over. */
    public static Done attention() {
        return new Done(Kind.STATEMENT, ATTENTION, 0, 0);
    }

    /** The same with another flag. */
    public Done with(int flag) {
        return new Done(kind, status | flag, command, rows);
    }

    @Override
    public void write(MessageWriter out, TdsVersion version) {
        out.u8(kind.code).u16(status).u16(command);
        if (version == TdsVersion.V7_1) {
            out.i32((int) rows);
        } else {
            out.i64(rows);
        }
    }
}
