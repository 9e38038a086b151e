package dev.sluice.pool.spark.repl;

/** Text that every reader takes. */
final class WellFormed {

    private WellFormed() {}

    /**
     * Returns JSON text in which a surrogate without its other half is spelt out: a backslash, a u and four digits, for
     * the reader to see. As it is, it has no form in UTF-8, and the Livy server would fail on every answer that holds it.
     */
    static String text(String json) {
        int first = firstLone(json, 0);
        if (first < 0) {
            return json;
        }
        StringBuilder text = new StringBuilder(json.length() + 64);
        int from = 0;
        for (int lone = first; lone >= 0; lone = firstLone(json, from)) {
            text.append(json, from, lone).append("\\\\u").append(Integer.toHexString(json.charAt(lone)));
            from = lone + 1;
        }
        return text.append(json, from, json.length()).toString();
    }

    private static int firstLone(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char each = text.charAt(i);
            if (Character.isHighSurrogate(each)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(each)) {
                return i;
            }
        }
        return -1;
    }
}
