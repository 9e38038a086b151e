package dev.sluice.connector.type;

import dev.sluice.connector.type.PoolType.Kind;
import java.util.Locale;

/** Types as tests write them. */
public final class PoolTypes {

    private PoolTypes() {}

    /** Reads a type, such as {@code decimal(9,2)}. */
    public static PoolType type(String sql) {
        int open = sql.indexOf('(');
        Kind kind = Kind.valueOf((open < 0 ? sql : sql.substring(0, open)).toUpperCase(Locale.ROOT));
        if (open < 0) {
            return PoolType.of(kind);
        }
        String[] sizes = sql.substring(open + 1, sql.length() - 1).split(",", -1);
        int size = sizes[0].equals("max") ? PoolType.MAX : Integer.parseInt(sizes[0]);
        return new PoolType(kind, size, sizes.length > 1 ? Integer.parseInt(sizes[1]) : 0);
    }
}
