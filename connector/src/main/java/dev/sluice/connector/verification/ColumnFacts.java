package dev.sluice.connector.verification;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a staged column.
 *
 * @param nulls number of nulls
 * @param longest longest binary in bytes or text in UTF-16 units; else 0
 * @param held longest that the target's column has to hold: that of a text in bytes of its code page, else the same
 * @param least least value of a column of exact numbers or, in microseconds since 1970, of moments; else null
 * @param greatest greatest value, likewise
 * @param impossible values that no SQL pool has: NaN, infinity, years outside 1 to 9999
 * @param malformed texts that are no UTF-8
 * @param unfit texts that the target's column would change: characters that its code page lacks, another form than its
 *     type's
 * @param changed values that the target's column would pad or round
 * @param repeated wall clocks that the session's time zone shows twice
 */
public record ColumnFacts(
        long nulls,
        long longest,
        long held,
        @Nullable BigDecimal least,
        @Nullable BigDecimal greatest,
        Found impossible,
        Found malformed,
        Found unfit,
        Found changed,
        Found repeated) {

    /**
     * Values of a kind.
     *
     * @param example one of them as text, null if there is none
     */
    public record Found(long count, @Nullable String example) {

        static final Found NONE = new Found(0, null);

        /** Returns whether there are any. */
        public boolean any() {
            return count > 0;
        }

        /** Returns the number with a noun, and the verb that goes with it, as in {@code 1 value is}. */
        public String counted(String noun, String one, String many) {
            return count + " " + noun + (count == 1 ? " " + one : "s " + many);
        }
    }
}
