package dev.sluice.fuzzing;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class MutationsTest {

    private static final byte[] EXAMPLE = {1, -1, 127, -128};

    @Provide
    Arbitrary<byte[]> messages() {
        return Mutations.ofBytes(List.of(EXAMPLE));
    }

    @Provide
    Arbitrary<String> texts() {
        return Mutations.ofText(List.of("SELECT"), List.of("FROM"));
    }

    @Property
    void messagesAreTheExampleAndOthers(@ForAll("messages") byte[] message) {
        Statistics.label("is the example").collect(Arrays.equals(message, EXAMPLE));
        Statistics.label("is the example").coverage(shares -> {
            shares.check(true).count(some -> some > 0);
            shares.check(false).percentage(share -> share > 50);
        });
    }

    @Property
    void textsHaveWordsOfTheirGrammar(@ForAll("texts") String text) {
        Statistics.label("has the word").collect(text.contains("FROM"));
        Statistics.label("has the word").coverage(shares -> shares.check(true).percentage(share -> share > 5));
    }
}
