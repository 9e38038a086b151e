package dev.sluice.connector.sql;

import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.TableIndex;
import java.util.List;
import java.util.stream.Collectors;

/** How a table of a dedicated pool is stored. */
public sealed interface Storage {

    /**
     * Clustered columnstore index.
     *
     * @param order columns that its rows are ordered by, or none
     */
    record Columnstore(List<String> order) implements Storage {
        public Columnstore {
            order = List.copyOf(order);
        }
    }

    /** No index. */
    record Heap() implements Storage {}

    /** Clustered rowstore index. */
    record Clustered(List<Key> keys) implements Storage {
        public Clustered {
            keys = List.copyOf(keys);
        }
    }

    /** A column of a rowstore index. */
    record Key(String column, Direction direction) {}

    /** Which way an index goes. */
    enum Direction {
        ASC,
        DESC
    }

    /** Returns what an option asks for. */
    static Storage of(TableIndex index) {
        if (index instanceof TableIndex.Clustered clustered) {
            return new Clustered(List.of(new Key(clustered.column(), Direction.ASC)));
        }
        return index instanceof TableIndex.Heap ? new Heap() : new Columnstore(List.of());
    }

    /** Returns the columns that it goes by. */
    default List<String> columns() {
        if (this instanceof Columnstore columnstore) {
            return columnstore.order();
        }
        return this instanceof Clustered clustered
                ? clustered.keys().stream().map(Key::column).toList()
                : List.of();
    }

    /** Returns it as T-SQL, such as {@code CLUSTERED COLUMNSTORE INDEX ORDER ([a])}. */
    default String toSql() {
        if (this instanceof Clustered clustered) {
            return clustered.keys().stream()
                    .map(key -> PoolColumn.quoted(key.column()) + (key.direction() == Direction.DESC ? " DESC" : ""))
                    .collect(Collectors.joining(", ", "CLUSTERED INDEX (", ")"));
        }
        if (this instanceof Columnstore columnstore) {
            return "CLUSTERED COLUMNSTORE INDEX"
                    + (columnstore.order().isEmpty() ? "" : " ORDER (" + Names.list(columnstore.order()) + ")");
        }
        return "HEAP";
    }
}
