package dev.sluice.pool.sql.tds.prelogin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreloginTest {

    /** Version, encryption on, instance, thread, MARS, trace, federated login required. */
    private static final String CLIENT = "0000240006" + "01002a0001" + "02002b0001" + "03002c0004" + "0400300001"
            + "0500310024" + "0600550001" + "ff" + "0b000c380000" + "01" + "00" + "b80d0000" + "00"
            + "00".repeat(36) + "01";

    @Test
    void readsWhatAClientSends() throws ProtocolException {
        assertThat(Prelogin.read(new WireReader(HexFormat.of().parseHex(CLIENT))))
                .isEqualTo(new Prelogin(Encryption.ON, true));
    }

    @Test
    void refusesWhatIsCutOff() {
        byte[] whole = HexFormat.of().parseHex(CLIENT);
        for (int length = 0; length < whole.length; length++) {
            WireReader cut = new WireReader(Arrays.copyOf(whole, length));
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> Prelogin.read(cut));
        }
    }

    @ParameterizedTest
    @CsvSource({"0,OFF,OFF", "1,ON,ON", "2,NOT_SUPPORTED,NOT_SUPPORTED", "3,REQUIRED,ON", "4,STRICT,ON", "129,ON,ON"})
    void answersEachEncryption(int code, Encryption asked, Encryption answer) throws ProtocolException {
        byte[] message = {1, 0, 6, 0, 1, (byte) 0xFF, (byte) code};
        assertThat(Prelogin.read(new WireReader(message)).encryption()).isEqualTo(asked);
        assertThat(asked.answer()).isEqualTo(answer);
    }

    @Test
    void refusesAnUnknownEncryption() {
        byte[] message = {1, 0, 6, 0, 1, (byte) 0xFF, 5};
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Prelogin.read(new WireReader(message)))
                .withMessage("Invalid PRELOGIN: encryption 5");
    }

    @Test
    void writesAnAnswerThatItReads() throws IOException {
        for (Encryption encryption : Encryption.values()) {
            Prelogin answer = new Prelogin(encryption, true);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            MessageWriter writer = new MessageWriter(bytes, 0);
            answer.write(writer);
            writer.finish();
            byte[] body = Arrays.copyOfRange(bytes.toByteArray(), 8, bytes.size());
            assertThat(Prelogin.read(new WireReader(body))).isEqualTo(answer);
        }
    }
}
