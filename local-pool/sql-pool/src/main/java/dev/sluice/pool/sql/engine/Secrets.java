package dev.sluice.pool.sql.engine;

import java.util.regex.Pattern;

/** Tells whether the text of a batch may hold a secret and so must not be kept. */
final class Secrets {

    private static final Pattern WORDS = Pattern.compile("\\b(?:PASSWORD|SECRET)\\b", Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    static boolean mentioned(String text) {
        return WORDS.matcher(text).find();
    }
}
