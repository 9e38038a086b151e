package dev.sluice.kernel.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageFormatTest {

    private static final String HEADER = "{\"msg_id\":\"m1\",\"session\":\"s1\",\"username\":\"u\","
            + "\"date\":\"2026-01-02T03:04:05Z\",\"msg_type\":\"kernel_info_request\",\"version\":\"5.4\"}";

    private static final Header REQUEST =
            new Header("m1", "s1", "u", "2026-01-02T03:04:05Z", "kernel_info_request", "5.4");

    private final MessageFormat format = new MessageFormat(new Signer("a-key"));

    /** Signatures of the fixtures were made by Python's hmac. */
    private static List<String> request() {
        return List.of(
                "client",
                "<IDS|MSG>",
                "943fefffd7d5ee741b6fdcbd9fd8bed473591261e0e1c8b61a344eaa1d78ae52",
                HEADER,
                "{}",
                "{}",
                "{\"a\":\"İ\"}");
    }

    private static List<byte[]> bytes(List<String> frames) {
        return frames.stream().map(frame -> frame.getBytes(UTF_8)).toList();
    }

    private static List<String> text(List<byte[]> frames) {
        return frames.stream().map(frame -> new String(frame, UTF_8)).toList();
    }

    @Test
    void readsSignedMessage() throws Exception {
        Incoming incoming = format.decode(bytes(request()));

        assertThat(text(incoming.identities())).containsExactly("client");
        assertThat(incoming.message().header()).isEqualTo(REQUEST);
        assertThat(incoming.message().parent()).isNull();
        assertThat(incoming.message().content().path("a").asText()).isEqualTo("İ");
    }

    /** Whoever listens on the loopback interface can send what went by again, though not sign anything. */
    @Test
    void takesEachSignatureOnce() throws Exception {
        Incoming unused = format.decode(bytes(request()));
        List<String> again = new ArrayList<>(request());
        again.set(0, "another client");

        for (List<String> frames : List.of(request(), again)) {
            assertThatThrownBy(() -> format.decode(bytes(frames)))
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessage("Invalid message: one with its signature has come before");
        }
    }

    @Test
    void takesAMessageThatWasForgedBeforeItCame() throws Exception {
        List<String> forged = new ArrayList<>(request());
        forged.set(6, "{}");
        assertThatThrownBy(() -> format.decode(bytes(forged))).isInstanceOf(InvalidMessageException.class);

        assertThat(format.decode(bytes(request())).message().header()).isEqualTo(REQUEST);
    }

    @Test
    void forgetsTheOldestSignatures() {
        SeenSignatures seen = new SeenSignatures();
        for (int i = 0; i <= SeenSignatures.MOST; i++) {
            assertThat(seen.add(Integer.toString(i).getBytes(UTF_8))).isTrue();
        }
        assertThat(seen.add("1".getBytes(UTF_8))).isFalse();
        assertThat(seen.add("0".getBytes(UTF_8))).isTrue();
    }

    @Test
    void readsMessageWithBuffersAndSeveralIdentities() throws Exception {
        List<String> frames = new ArrayList<>(request());
        frames.add(0, "proxy");
        frames.add("a buffer");

        assertThat(format.decode(bytes(frames)).identities()).hasSize(2);
    }

    @Test
    void writesSignedMessageUnderItsParent() {
        Header header = new Header("m1", "s1", "u", "2026-01-02T03:04:05Z", "status", "5.5");
        Message message = new Message(
                header,
                REQUEST,
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode().put("execution_state", "busy"));

        assertThat(text(format.encode(bytes(List.of("topic")), message)))
                .containsExactly(
                        "topic",
                        "<IDS|MSG>",
                        "ce5c0521871a0c31d28d890568b57a490a0e9208b91740707fb1d60ac3b06322",
                        HEADER.replace("kernel_info_request", "status").replace("5.4", "5.5"),
                        HEADER,
                        "{}",
                        "{\"execution_state\":\"busy\"}");
    }

    @Test
    void readsBackWhatItWrites() throws Exception {
        Message message = new Message(
                Header.of("status", "s", Instant.EPOCH),
                REQUEST,
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode().put("text", "\u0000 \ud83d\ude00"));

        assertThat(format.decode(format.encode(List.of(), message)).message()).isEqualTo(message);
    }

    @Test
    void refusesMessageCutAfterAnyFrame() {
        for (int frames = 0; frames < request().size(); frames++) {
            List<byte[]> cut = bytes(request()).subList(0, frames);
            assertThatThrownBy(() -> format.decode(cut))
                    .isExactlyInstanceOf(InvalidMessageException.class)
                    .hasMessage(
                            frames < 2
                                    ? "Invalid message: no <IDS|MSG> delimiter in " + frames + " frames"
                                    : "Invalid message: " + (frames - 1)
                                            + " frames from the delimiter on, at least 6 are needed");
        }
    }

    @Test
    void refusesMessageChangedInAnySignedFrame() {
        for (int frame = 2; frame < request().size(); frame++) {
            List<String> changed = new ArrayList<>(request());
            changed.set(frame, changed.get(frame) + ' ');
            assertThatThrownBy(() -> format.decode(bytes(changed)))
                    .isExactlyInstanceOf(InvalidMessageException.class)
                    .hasMessage("Invalid message: its signature is not of this connection's key");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                    | {} | {} | {}   | its header is no JSON
            {"msg_id":"a","msg_type":"b"}        | {  | {} | {}   | its parent_header is no JSON
            {"msg_id":"a","msg_type":"b"}        | {} | [] | {}   | its metadata is no JSON object
            {"msg_id":"a","msg_type":"b"}        | {} | {} | null | its content is no JSON object
            {"msg_id":"a","msg_type":"b"}        | {} | {} | ``   | its content is no JSON object
            {"msg_id":"a"}                       | {} | {} | {}   | no msg_type
            {"msg_id":"","msg_type":"b"}         | {} | {} | {}   | no msg_id
            {"msg_id":7,"msg_type":"b"}          | {} | {} | {}   | no msg_id
            """)
    void refusesPartsThatAreNoMessage(String header, String parent, String metadata, String content, String reason) {
        MessageFormat unsigned = new MessageFormat(new Signer(""));

        assertThatThrownBy(() -> unsigned.decode(bytes(List.of("<IDS|MSG>", "", header, parent, metadata, content))))
                .isExactlyInstanceOf(InvalidMessageException.class)
                .hasMessageEndingWith(reason);
    }

    @Test
    void signsNothingWithoutKey() {
        MessageFormat unsigned = new MessageFormat(new Signer(""));
        Message message = new Message(
                REQUEST, null, JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode());

        assertThat(text(unsigned.encode(List.of(), message)))
                .containsExactly("<IDS|MSG>", "", HEADER, "{}", "{}", "{}");
    }
}
