package dev.sluice.connector.sql;

import dev.sluice.connector.type.PoolColumn;
import java.util.List;
import java.util.stream.Collectors;

/** Names in statements. */
final class Names {

    private Names() {}

    /** Returns names in brackets, separated by commas. */
    static String list(List<String> names) {
        return names.stream().map(PoolColumn::quoted).collect(Collectors.joining(", "));
    }
}
