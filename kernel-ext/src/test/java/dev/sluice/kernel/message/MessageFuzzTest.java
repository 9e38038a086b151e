package dev.sluice.kernel.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.fuzzing.Memory;
import dev.sluice.fuzzing.Mutations;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Frames at the ports of a kernel: of strangers, and of who has the key. */
class MessageFuzzTest {

    private static final int FACTOR = 500;

    private static final List<String> PARTS = List.of(
            "{\"msg_id\":\"m1\",\"session\":\"s1\",\"username\":\"u\",\"date\":\"2026-01-02T03:04:05Z\","
                    + "\"msg_type\":\"execute_request\",\"version\":\"5.4\"}",
            "{}",
            "{\"code\":\"1\",\"silent\":false,\"user_expressions\":{\"a\":\"b\"},\"x\":[1.5e3,null]}");

    private static final List<String> WORDS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "null",
            "1e999999999",
            "9".repeat(2000),
            "\"msg_id\":",
            "{\"a\":[",
            "\\u0000");

    private final MessageFormat signed = new MessageFormat(new Signer("a-key"));

    @Provide
    Arbitrary<byte[]> frames() {
        return Arbitraries.oneOf(
                Arbitraries.of("<IDS|MSG>", "", "client").map(text -> text.getBytes(UTF_8)),
                parts(),
                Mutations.ofBytes(
                        PARTS.stream().map(text -> text.getBytes(UTF_8)).toList()));
    }

    @Provide
    Arbitrary<List<byte[]>> messages() {
        return frames().list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<byte[]>> bodies() {
        return parts().list().ofSize(4);
    }

    private static Arbitrary<byte[]> parts() {
        return Mutations.ofText(PARTS, WORDS).map(text -> text.getBytes(UTF_8));
    }

    @Property
    void ofAStrangerAreRefused(@ForAll("messages") List<byte[]> frames) throws Exception {
        Memory.bound(length(frames), FACTOR, () -> {
            try {
                Incoming incoming = signed.decode(frames);
                throw new AssertionError("A message that nobody has signed: " + incoming);
            } catch (InvalidMessageException e) {
                assertThat(e.getMessage())
                        .matches("Invalid message: (no <IDS\\|MSG> delimiter in \\d+ frames"
                                + "|\\d frames from the delimiter on, at least 6 are needed"
                                + "|its signature is not of this connection's key)");
            }
        });
    }

    @Property
    void thatAreSignedAreAMessageOrNone(@ForAll("bodies") List<byte[]> parts) throws Exception {
        List<byte[]> frames = new ArrayList<>(List.of("client".getBytes(UTF_8), "<IDS|MSG>".getBytes(UTF_8)));
        frames.add(new Signer("a-key").sign(parts));
        frames.addAll(parts);
        MessageFormat format = new MessageFormat(new Signer("a-key"));
        Memory.bound(length(frames), FACTOR, () -> {
            try {
                Incoming incoming = format.decode(frames);
                assertThat(incoming.identities()).hasSize(1);
                assertThat(format.encode(incoming.identities(), incoming.message()))
                        .hasSize(7);
            } catch (InvalidMessageException e) {
                assertThat(e.getMessage()).matches("(?s)Invalid message( header)?: (its|no) .{1,60}");
            }
        });
    }

    @Property
    void areReadBackAsTheyWereWritten(
            @ForAll("headers") Header header,
            @ForAll("headers") Header parent,
            @ForAll String key,
            @ForAll String value)
            throws Exception {
        Message message = new Message(
                header,
                parent,
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode().put(key, value));

        assertThat(signed.decode(signed.encode(List.of(), message)).message()).isEqualTo(message);
    }

    @Provide
    Arbitrary<Header> headers() {
        Arbitrary<String> texts =
                Arbitraries.strings().ofMinLength(1).ofMaxLength(20).filter(MessageFuzzTest::isUnicode);
        return Combinators.combine(texts, texts, texts, texts, texts, texts).as(Header::new);
    }

    private static boolean isUnicode(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }

    private static long length(List<byte[]> frames) {
        return frames.stream().mapToLong(frame -> frame.length).sum();
    }
}
