package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.error.DfsError;
import java.util.regex.Pattern;

/** Permissions as requests have them, symbolic ({@code rwxr-x---}) or octal ({@code 0750}). */
final class Permissions {

    private static final Pattern SYMBOLIC = Pattern.compile("(?:[r-][w-][x-]){2}[r-][w-][xtT-]");
    private static final Pattern OCTAL = Pattern.compile("[01]?[0-7]{3}");

    private Permissions() {}

    /** @throws dev.sluice.pool.storage.error.DfsException InvalidHeaderValue */
    static String symbolic(String header) {
        return SYMBOLIC.matcher(header).matches() ? header : symbolic(bits("x-ms-permissions", header));
    }

    /**
     * Returns the permissions of something new.
     *
     * @param umask octal, the bits that it must not have
     * @throws dev.sluice.pool.storage.error.DfsException InvalidHeaderValue
     */
    static String symbolic(String header, String umask) {
        return SYMBOLIC.matcher(header).matches()
                ? header
                : symbolic(bits("x-ms-permissions", header) & ~bits("x-ms-umask", umask));
    }

    private static int bits(String name, String octal) {
        if (!OCTAL.matcher(octal).matches()) {
            throw DfsError.INVALID_HEADER.exception(
                    name + " is '" + octal + "'; use a form such as rwxr-x--- or 0750.");
        }
        return Integer.parseInt(octal, 8);
    }

    private static String symbolic(int bits) {
        StringBuilder text = new StringBuilder("rwxrwxrwx");
        for (int i = 0; i < text.length(); i++) {
            if ((bits >> (text.length() - 1 - i) & 1) == 0) {
                text.setCharAt(i, '-');
            }
        }
        return text.toString();
    }
}
