package dev.sluice.pool.sql.tds.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fuzzing.Memory;
import dev.sluice.fuzzing.Mutations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Streams of packets, as a stranger may send them before a login. */
class PacketFuzzTest {

    private static final int LIMIT = 1000;

    @Provide
    Arbitrary<byte[]> streams() {
        return Mutations.ofBytes(List.of(
                HexFormat.of().parseHex("0108000a00330100" + "6100" + "0101000a00330200" + "6200" + "0601000800330100"),
                HexFormat.of().parseHex("1201000900000100" + "ff" + "1001000a00000100" + "0102"),
                HexFormat.of().parseHex("0300000800000100" + "0300000900000200" + "aa" + "0303000800000300")));
    }

    @Property
    void isMessagesOrRefused(@ForAll("streams") byte[] stream) throws Exception {
        Memory.bound(stream.length, 64, () -> readAll(stream));
    }

    @Property
    void isMessagesOrRefusedAlsoByChance(@ForAll byte[] stream) throws Exception {
        Memory.bound(stream.length, 64, () -> readAll(stream));
    }

    private static void readAll(byte[] stream) {
        MessageReader reader = new MessageReader(new ByteArrayInputStream(stream));
        int headers = 0;
        int data = 0;
        try {
            while (true) {
                Message message = reader.read(LIMIT);
                assertThat(message.body().remaining()).isLessThanOrEqualTo(LIMIT);
                headers += PacketHeader.LENGTH;
                data += message.body().remaining();
                assertThat(headers + data).isLessThanOrEqualTo(stream.length);
            }
        } catch (ProtocolException e) {
            assertThat(e.getMessage())
                    .matches("Unknown message type 0x[0-9A-F]{2}"
                            + "|Invalid packet length: [0-7], a header alone has 8 bytes"
                            + "|A message of type [A-Z0-7_]+ is longer than this server takes"
                            + "|A packet of type [A-Z0-7_]+ inside a message of type [A-Z0-7_]+"
                            + "|The connection ended after \\d+ of \\d+ bytes of a (header|packet)");
        } catch (EOFException e) {
            assertThat(e).hasMessage("The client closed the connection");
        } catch (IOException e) {
            throw new AssertionError("No refusal", e);
        }
    }

    @Property
    void isReadBackAsItWasWritten(
            @ForAll @Size(max = 5000) byte[] data, @ForAll @IntRange(min = 9, max = 4096) int packetSize)
            throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        MessageWriter writer = new MessageWriter(sent, 1);
        writer.packetSize(packetSize);
        writer.bytes(data).finish(MessageType.RPC);

        Message message = new MessageReader(new ByteArrayInputStream(sent.toByteArray())).read(data.length);

        assertThat(message.type()).isEqualTo(MessageType.RPC);
        assertThat(message.body().bytes(message.body().remaining())).isEqualTo(data);
    }
}
