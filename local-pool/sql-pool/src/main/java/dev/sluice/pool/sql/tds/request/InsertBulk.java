package dev.sluice.pool.sql.tds.request;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The batch {@code INSERT BULK table (columns) WITH (options)}, which says where the rows of the bulk load that follows
 * go. The columns come again with the rows, and the options are hints.
 *
 * @param table the table as it stands in the batch
 */
public record InsertBulk(String table) {

    private static final Pattern START = Pattern.compile("\\s*INSERT\\s+BULK\\s+", Pattern.CASE_INSENSITIVE);

    public InsertBulk {
        requireNonNull(table, "table");
    }

    /** Reads a batch, if it is one of these. */
    public static Optional<InsertBulk> of(String batch) {
        Matcher start = START.matcher(batch);
        if (!start.lookingAt()) {
            return Optional.empty();
        }
        int end = start.end();
        char closing = 0;
        while (end < batch.length() && (closing != 0 || batch.charAt(end) != '(')) {
            char c = batch.charAt(end);
            if (closing != 0) {
                closing = c == closing ? 0 : closing;
            } else if (c == '[') {
                closing = ']';
            } else if (c == '"') {
                closing = '"';
            }
            end++;
        }
        return Optional.of(new InsertBulk(batch.substring(start.end(), end).strip()));
    }
}
