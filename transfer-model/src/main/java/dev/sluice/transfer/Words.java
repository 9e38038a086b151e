package dev.sluice.transfer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lower-case forms of enum constants, as options and JSON write them. */
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E parse(Class<E> type, String role, String text) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(text)) {
                return constant;
            }
        }
        String known = Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("Invalid " + role + " '" + text + "': use one of " + known);
    }
}
