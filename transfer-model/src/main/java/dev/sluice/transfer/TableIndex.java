package dev.sluice.transfer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a SQL pool stores a table. Written {@code columnstore}, {@code heap} or {@code clustered(column)}. */
public sealed interface TableIndex {

    /** Clustered columnstore index: the pool's default. It takes no column of a MAX type. */
    record Columnstore() implements TableIndex {
        @JsonValue
        @Override
        public String toString() {
            return "columnstore";
        }
    }

    /** No index. */
    record Heap() implements TableIndex {
        @JsonValue
        @Override
        public String toString() {
            return "heap";
        }
    }

    /** Clustered rowstore index on one column. */
    record Clustered(String column) implements TableIndex {
        public Clustered {
            requireNonNull(column, "column");
        }

        @JsonValue
        @Override
        public String toString() {
            return "clustered(" + ColumnName.write(column) + ")";
        }
    }

    /**
     * Reads the option's form. The keyword is case-insensitive; the column is taken as it stands, or without its brackets
     * or double quotes.
     *
     * @throws IllegalArgumentException if the text is none of the three forms, or the column is not one name
     */
    @JsonCreator
    static TableIndex parse(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.equals("columnstore")) {
            return new Columnstore();
        }
        if (word.equals("heap")) {
            return new Heap();
        }
        if (word.startsWith("clustered(") && word.endsWith(")") && word.length() > "clustered()".length()) {
            return new Clustered(ColumnName.parse(text.substring("clustered(".length(), text.length() - 1)));
        }
        throw new IllegalArgumentException("Invalid index '" + text + "': use columnstore, heap or clustered(column)");
    }
}
