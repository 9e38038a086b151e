package dev.sluice.transfer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How a SQL pool spreads the rows of a table over its 60 distributions. Written {@code hash(column)}, {@code round_robin}
 * or {@code replicate}.
 */
public sealed interface Distribution {

    /** By the hash of one column. */
    record Hash(String column) implements Distribution {
        public Hash {
            requireNonNull(column, "column");
        }

        @JsonValue
        @Override
        public String toString() {
            return "hash(" + ColumnName.write(column) + ")";
        }
    }

    /** Evenly, in turn. */
    record RoundRobin() implements Distribution {
        @JsonValue
        @Override
        public String toString() {
            return "round_robin";
        }
    }

    /** A full copy on every compute node. */
    record Replicate() implements Distribution {
        @JsonValue
        @Override
        public String toString() {
            return "replicate";
        }
    }

    /**
     * Reads the option's form. The keyword is case-insensitive; the column is taken as it stands, or without its brackets
     * or double quotes.
     *
     * @throws IllegalArgumentException if the text is none of the three forms, or the column is not one name
     */
    @JsonCreator
    static Distribution parse(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.equals("round_robin")) {
            return new RoundRobin();
        }
        if (word.equals("replicate")) {
            return new Replicate();
        }
        if (word.startsWith("hash(") && word.endsWith(")") && word.length() > "hash()".length()) {
            return new Hash(ColumnName.parse(text.substring("hash(".length(), text.length() - 1)));
        }
        throw new IllegalArgumentException(
                "Invalid distribution '" + text + "': use hash(column), round_robin or replicate");
    }
}
