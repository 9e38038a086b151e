package dev.sluice.fuzzing;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A change of a text. Its places go round, so that each fits a text of any length. */
sealed interface Edit {

    /** Longest text that a repetition makes. */
    int LONGEST = 1 << 16;

    /** A word or a number, or a string with its quotes. */
    Pattern WORD = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|\\w++");

    /** Returns the text as it is afterwards. */
    String applyTo(String text);

    /** Puts something in. */
    record Insert(int place, String what) implements Edit {
        @Override
        public String applyTo(String text) {
            int at = within(place, text);
            return text.substring(0, at) + what + text.substring(at);
        }
    }

    /** Puts something in the place of what stands there. */
    record Replace(int place, String what) implements Edit {
        @Override
        public String applyTo(String text) {
            int at = within(place, text);
            return text.substring(0, at) + what + text.substring(Math.min(text.length(), at + what.length()));
        }
    }

    /** Puts something in the place of a whole word or string. */
    record Exchange(int place, String what) implements Edit {
        @Override
        public String applyTo(String text) {
            List<MatchResult> words = WORD.matcher(text).results().toList();
            if (words.isEmpty()) {
                return what;
            }
            MatchResult word = words.get(place % words.size());
            return text.substring(0, word.start()) + what + text.substring(word.end());
        }
    }

    /** Takes something out. */
    record Delete(int place, int length) implements Edit {
        @Override
        public String applyTo(String text) {
            int at = within(place, text);
            return text.substring(0, at) + text.substring(Math.min(text.length(), at + length));
        }
    }

    /** Ends the text early. */
    record Cut(int place) implements Edit {
        @Override
        public String applyTo(String text) {
            return text.substring(0, within(place, text));
        }
    }

    /** Goes on with the end of another text. */
    record Splice(int place, String other, int from) implements Edit {
        @Override
        public String applyTo(String text) {
            return text.substring(0, within(place, text)) + other.substring(within(from, other));
        }
    }

    /** Says a piece many times over. */
    record Repeat(int place, int length, int times) implements Edit {
        @Override
        public String applyTo(String text) {
            int at = within(place, text);
            int end = Math.min(text.length(), at + length);
            int fitting = Math.min(times, (LONGEST - text.length()) / Math.max(1, end - at));
            return text.substring(0, at) + text.substring(at, end).repeat(Math.max(1, fitting)) + text.substring(end);
        }
    }

    private static int within(int place, String text) {
        return place % (text.length() + 1);
    }
}
