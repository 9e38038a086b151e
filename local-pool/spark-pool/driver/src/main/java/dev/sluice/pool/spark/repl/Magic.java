package dev.sluice.pool.spark.repl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line such as {@code %table rows} in a Scala cell.
 *
 * @param name word behind the percent sign
 * @param variable what it is to show
 */
record Magic(String name, String variable) {

    private static final Pattern LINE = Pattern.compile("^%(\\w+)\\W*(.*)");

    /** Returns the magic that {@code code} is; nothing when it is Scala. */
    static Optional<Magic> of(String code) {
        Matcher line = LINE.matcher(code.strip());
        return line.matches()
                ? Optional.of(new Magic(line.group(1), line.group(2).strip()))
                : Optional.empty();
    }
}
