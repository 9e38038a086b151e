package dev.sluice.connector.sql;

import dev.sluice.transfer.Distribution;
import java.util.List;

/** How the rows of a table are spread over the distributions of a dedicated pool. */
public sealed interface Placement {

    /** By the hash of one column or several. */
    record Hash(List<String> columns) implements Placement {
        public Hash {
            columns = List.copyOf(columns);
        }
    }

    /** Evenly, in turn. */
    record RoundRobin() implements Placement {}

    /** A full copy on every compute node. */
    record Replicate() implements Placement {}

    /** Returns what an option asks for. */
    static Placement of(Distribution distribution) {
        if (distribution instanceof Distribution.Hash hash) {
            return new Hash(List.of(hash.column()));
        }
        return distribution instanceof Distribution.Replicate ? new Replicate() : new RoundRobin();
    }

    /** Returns the columns that it goes by. */
    default List<String> columns() {
        return List.of();
    }

    /** Returns it as T-SQL, such as {@code HASH([a], [b])}. */
    default String toSql() {
        if (this instanceof Hash hash) {
            return "HASH(" + Names.list(hash.columns()) + ")";
        }
        return this instanceof Replicate ? "REPLICATE" : "ROUND_ROBIN";
    }
}
