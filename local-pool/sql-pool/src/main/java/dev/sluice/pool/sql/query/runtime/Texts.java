package dev.sluice.pool.sql.query.runtime;

import dev.sluice.pool.sql.session.Exhaustion;

/** Functions of character strings that need more than one expression of SQL. */
public final class Texts {

    /** Characters of the longest text that a function makes longer: what a statement may take of the memory of all. */
    private static final long LONGEST = 16L << 20;

    private Texts() {}

    /**
     * Refuses a text that becomes too long to be held.
     *
     * @throws SqlFailure 701 if it has more than 16 million characters
     */
    static void requireRoom(long length) {
        if (length > LONGEST) {
            throw new SqlFailure(701, Exhaustion.OUT_OF_MEMORY);
        }
    }

    /** What {@code REPLICATE} yields of a text that is not of a MAX type: cut where its type ends. */
    public static String repeatedWithin(String text, long count, int limit) {
        if (text.isEmpty()) {
            return "";
        }
        String repeated = text.repeat((int) Math.min(count, limit / text.length() + 1L));
        return repeated.substring(0, Math.min(limit, repeated.length()));
    }

    /** What {@code REPLICATE} yields of a text of a MAX type. */
    public static String repeated(String text, long count) {
        if (text.isEmpty()) {
            return "";
        }
        requireRoom(count > LONGEST ? count : count * text.length());
        return text.repeat((int) count);
    }

    /** What {@code SUBSTRING} yields; places before the first count, and hold nothing. */
    public static String part(String text, long start, long length) {
        if (length < 0) {
            throw new SqlFailure(537, "Invalid length parameter passed to the LEFT or SUBSTRING function.");
        }
        int from = (int) Math.min(text.length(), Math.max(0, start - 1));
        int to = (int) Math.min(text.length(), Math.max(from, start - 1 + length));
        return text.substring(from, to);
    }

    /** What {@code LEFT} yields. */
    public static String left(String text, long length) {
        return part(text, 1, length);
    }

    /** What {@code RIGHT} yields. */
    public static String right(String text, long length) {
        if (length < 0) {
            throw new SqlFailure(536, "Invalid length parameter passed to the RIGHT function.");
        }
        return text.substring((int) Math.max(0, text.length() - length));
    }

    /** Converts to fewer characters: what does not fit must be blanks, as for a column that takes the value. */
    public static String fit(String text, int length, String place) {
        int end = text.length();
        while (end > length && text.charAt(end - 1) == ' ') {
            end--;
        }
        if (end > length) {
            throw new SqlFailure(
                    2628,
                    "String or binary data would be truncated in " + place + ". Truncated value: '"
                            + text.substring(0, length) + "'.");
        }
        return text.substring(0, end);
    }
}
