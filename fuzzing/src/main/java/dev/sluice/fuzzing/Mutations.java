package dev.sluice.fuzzing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Input that is nearly valid: what reaches code behind the first checks, as input made of chance alone does not. Each is an
 * example with a few {@link Edit edits}, so that a failure shrinks to the edit that matters.
 */
public final class Mutations {

    private static final int MOST_EDITS = 6;
    private static final int LONGEST_PIECE = 64;
    private static final int LONGEST_INSERT = 12;

    /** Enough to show recursion, and few enough for thousands of tries. */
    private static final int MOST_REPETITIONS = 20_000;

    /** Where lengths and counts turn over, as little-endian numbers of all widths. */
    private static final List<String> NUMBERS = List.of(
            "\0",
            "\1",
            "\u007f",
            "\u0080",
            "\u00ff",
            "\u00ff\u007f",
            "\0\u0080",
            "\u00ff\u00ff",
            "\u00ff\u00ff\u00ff\u007f",
            "\0\0\0\u0080",
            "\u00ff\u00ff\u00ff\u00ff",
            "\u00fe\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
            "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f");

    /** Control characters, line ends, blanks and letters that code often takes for others. */
    private static final List<String> ODD_TEXTS =
            List.of("\0", "\n", "\r", "\t", "\u001b[", "\u0130", "\u0131", "\u00a0", "\ufeff", "\u2028", "\ud800");

    private Mutations() {}

    /**
     * Mutates messages.
     *
     * @param examples valid ones, each of which shows another part of the grammar
     */
    public static Arbitrary<byte[]> ofBytes(List<byte[]> examples) {
        Arbitrary<String> inserts = Arbitraries.oneOf(
                Arbitraries.of(NUMBERS),
                Arbitraries.strings()
                        .withCharRange('\0', '\u00ff')
                        .ofMinLength(1)
                        .ofMaxLength(LONGEST_INSERT));
        return mutated(
                        examples.stream()
                                .map(bytes -> new String(bytes, ISO_8859_1))
                                .toList(),
                        inserts)
                .map(text -> text.getBytes(ISO_8859_1));
    }

    /**
     * Mutates texts.
     *
     * @param examples valid ones, each of which shows another part of the grammar
     * @param words what the grammar knows, to be put anywhere
     */
    public static Arbitrary<String> ofText(List<String> examples, List<String> words) {
        Arbitrary<String> inserts = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of(words)),
                Tuple.of(1, Arbitraries.of(ODD_TEXTS)),
                Tuple.of(1, Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(LONGEST_INSERT)),
                Tuple.of(1, Arbitraries.strings().all().ofMinLength(1).ofMaxLength(LONGEST_INSERT)));
        return mutated(examples, inserts);
    }

    private static Arbitrary<String> mutated(List<String> examples, Arbitrary<String> inserts) {
        return Combinators.combine(
                        Arbitraries.of(examples),
                        edits(inserts, Arbitraries.of(examples)).list().ofMaxSize(MOST_EDITS))
                .as((example, edits) -> {
                    String text = example;
                    for (Edit edit : edits) {
                        text = edit.applyTo(text);
                    }
                    return text;
                });
    }

    private static Arbitrary<Edit> edits(Arbitrary<String> inserts, Arbitrary<String> others) {
        Arbitrary<Integer> places = Arbitraries.integers().between(0, 1 << 16);
        Arbitrary<Integer> lengths = Arbitraries.integers().between(1, LONGEST_PIECE);
        Arbitrary<Integer> times = Arbitraries.integers().between(2, MOST_REPETITIONS);
        return Arbitraries.frequencyOf(
                Tuple.of(4, Combinators.combine(places, inserts).as(Edit.Replace::new)),
                Tuple.of(3, Combinators.combine(places, inserts).as(Edit.Insert::new)),
                Tuple.of(3, Combinators.combine(places, inserts).as(Edit.Exchange::new)),
                Tuple.of(2, Combinators.combine(places, lengths).as(Edit.Delete::new)),
                Tuple.of(1, places.map(Edit.Cut::new)),
                Tuple.of(1, Combinators.combine(places, others, places).as(Edit.Splice::new)),
                Tuple.of(1, Combinators.combine(places, lengths, times).as(Edit.Repeat::new)));
    }
}
