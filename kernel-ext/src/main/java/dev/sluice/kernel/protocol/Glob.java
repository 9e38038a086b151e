package dev.sluice.kernel.protocol;

/**
 * A pattern over whole texts: {@code *} is any text, {@code ?} any one character. Case counts.
 *
 * <p>It is matched in one pass with one point to go back to, so no pattern takes exponential time.
 */
record Glob(String pattern) {

    boolean matches(String text) {
        int p = 0;
        int star = -1;
        int restart = 0;
        int t = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                restart = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++restart;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
