package dev.sluice.pool.sql.tds.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static MessageReader reader(byte[] bytes) {
        return new MessageReader(new ByteArrayInputStream(bytes));
    }

    private static MessageReader reader(String hex) {
        return reader(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void joinsPackets() throws IOException {
        MessageReader reader = reader("0108000a00330100 6100 0101000a00330200 6200" + "0601000800330100");
        Message batch = reader.read(4);
        assertThat(batch.type()).isEqualTo(MessageType.SQL_BATCH);
        assertThat(batch.body().restAsText()).isEqualTo("ab");
        assertThat(batch.asksForReset()).isTrue();
        assertThat(batch.isTakenBack()).isFalse();
        assertThat(reader.read(4).type()).isEqualTo(MessageType.ATTENTION);
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> reader.read(4));
    }

    @Test
    void refusesWhatIsCutOff() {
        byte[] whole = HexFormat.of().parseHex("0100000a003301006100" + "0101000a003302006200");
        for (int length = 1; length < whole.length; length++) {
            MessageReader cut = reader(Arrays.copyOf(whole, length));
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> cut.read(100));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0501000800000000, 'Unknown message type 0x05'",
        "0101000700000000, 'Invalid packet length: 7, a header alone has 8 bytes'",
        "0101000d00000000 0102030405, 'A message of type SQL_BATCH is longer than this server takes'",
        "0100000a00000000 0102 0101000b00000000 010203, 'A message of type SQL_BATCH is longer than this server takes'",
        "0100000800000000 0301000800000000, 'A packet of type RPC inside a message of type SQL_BATCH'",
        "010100, 'The connection ended after 3 of 8 bytes of a header'",
        "0101000a00000000 61, 'The connection ended after 1 of 2 bytes of a packet'"
    })
    void refusesWhatIsMalformed(String hex, String message) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> reader(hex).read(4))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"1, 4000000", "7, 600000", "600, 7000"})
    void holdsLittleMoreThanTheDataOfSmallPackets(int data, int packets) throws IOException {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long before = heldNow(memory);
        AtomicInteger taken = new AtomicInteger();
        AtomicLong held = new AtomicLong();

        Message message = new MessageReader(packets(data, packets)).read(data * packets, bytes -> {
            if (taken.addAndGet(bytes) == data * (packets - 1)) {
                held.set(heldNow(memory) - before);
            }
            return true;
        });

        // Each of the first would take 30 bytes as an array of its own, 120 million in all.
        assertThat(held.get()).isLessThan(16 << 20);
        byte[] body = message.body().bytes(data * packets);
        assertThat(message.body().remaining()).isZero();
        for (int i = 0; i < body.length; i++) {
            if (body[i] != (byte) (i / data)) {
                throw new AssertionError("Wrong byte at " + i);
            }
        }
    }

    private static long heldNow(MemoryMXBean memory) {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** Packets of a batch, each with its number as all of its data; the last one ends the message. */
    private static InputStream packets(int data, int packets) {
        int length = PacketHeader.LENGTH + data;
        byte[] packet = new byte[length];
        packet[0] = 1;
        packet[2] = (byte) (length >> 8);
        packet[3] = (byte) length;
        return new InputStream() {

            private int number;
            private int at;

            @Override
            public int read(byte[] target, int offset, int count) {
                if (count == 0) {
                    return 0;
                }
                int next = read();
                target[offset] = (byte) next;
                return next < 0 ? -1 : 1;
            }

            @Override
            public int read() {
                if (number == packets) {
                    return -1;
                }
                if (at == 1) {
                    at++;
                    return number == packets - 1 ? PacketHeader.END_OF_MESSAGE : 0;
                }
                int next = at < PacketHeader.LENGTH ? packet[at] & 0xFF : number & 0xFF;
                at++;
                if (at == length) {
                    at = 0;
                    number++;
                }
                return next;
            }
        };
    }

    @Test
    void takesPacketsWithoutDataAsNothing() throws IOException {
        Message empty = new MessageReader(packets(0, 1000)).read(0);
        assertThat(empty.body().remaining()).isZero();
        Message text = reader("0100000800000000 0100000900000000 61 0100000800000000 0100000b00000000 006200"
                        + "0101000800000000")
                .read(4);
        assertThat(text.body().restAsText()).isEqualTo("ab");
    }

    @Test
    void endsAMessageOfEndlessPacketsWithoutData() {
        MessageReader endless = new MessageReader(packets(0, 1_000_000));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> endless.read(4))
                .withMessage("A message of type SQL_BATCH has more than 1000 packets without data");
    }

    @Test
    void readsToItsEndWhatThereIsNoRoomFor() throws IOException {
        AtomicInteger taken = new AtomicInteger();
        Message dropped = new MessageReader(packets(3, 1000)).read(3000, bytes -> taken.addAndGet(bytes) < 2000);
        assertThat(dropped.kept()).isFalse();
        assertThat(dropped.body().remaining()).isZero();
        assertThat(taken.get()).isEqualTo(2001);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 503, 504, 505, 1008, 5000, 40_000, 100_000})
    void writesPacketsThatItReads(int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageWriter writer = new MessageWriter(bytes, 0x1234);
        writer.packetSize(512);
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) i;
            writer.u8(i);
            writer.emit();
        }
        writer.finish();
        byte[] sent = bytes.toByteArray();
        Message message = reader(sent).read(length);
        assertThat(message.type()).isEqualTo(MessageType.RESPONSE);
        assertThat(message.body().bytes(length)).isEqualTo(data);
        assertThat(Arrays.copyOfRange(sent, 4, 7)).containsExactly(0x12, 0x34, 1);
        for (int at = 0; at < sent.length; at += ((sent[at + 2] & 0xFF) << 8) | (sent[at + 3] & 0xFF)) {
            boolean last = (sent[at + 1] & 1) != 0;
            assertThat(last || (((sent[at + 2] & 0xFF) << 8) | (sent[at + 3] & 0xFF)) == 512)
                    .isTrue();
        }
    }

    @Test
    void takesBackWhatWasWrittenSinceAMark() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageWriter writer = new MessageWriter(bytes, 0);
        writer.shortText("a");
        int mark = writer.mark();
        writer.longText("b").i32(1).i64(2).u16(3).u16BigEndian(4);
        writer.rollBack(mark);
        writer.u16BigEndian(0x0102).shortText("x".repeat(300));
        writer.finish();
        WireReader body = reader(bytes.toByteArray()).read(1000).body();
        assertThat(body.shortText()).isEqualTo("a");
        assertThat(body.u16BigEndian()).isEqualTo(0x0102);
        assertThat(body.shortText()).hasSize(255);
    }
}
