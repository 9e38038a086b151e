package dev.sluice.pool.sql.tds.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.TdsVersion;
import dev.sluice.pool.sql.tds.packet.WireReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Login7Test {

    private static final int FIXED = 94;

    /** User {@code sa}, a password, database {@code db} and features. */
    static byte[] login(String features) {
        byte[] extension = HexFormat.of().parseHex(features);
        byte[] user = "sa".getBytes(StandardCharsets.UTF_16LE);
        // "aB€" as it is scrambled.
        byte[] password = HexFormat.of().parseHex("b3a581a56fa7");
        byte[] database = "db".getBytes(StandardCharsets.UTF_16LE);
        int at = FIXED;
        ByteBuffer login =
                ByteBuffer.allocate(FIXED + 4 + 6 + 4 + 4 + extension.length).order(ByteOrder.LITTLE_ENDIAN);
        login.putInt(0, login.capacity()).putInt(4, 0x74000004).putInt(8, 8000);
        login.putShort(40, (short) at).putShort(42, (short) 2);
        login.putShort(44, (short) (at + 4)).putShort(46, (short) 3);
        login.putShort(68, (short) (at + 10)).putShort(70, (short) 2);
        if (extension.length > 0) {
            login.put(27, (byte) 0x10);
            login.putShort(56, (short) (at + 14)).putShort(58, (short) 4);
        }
        login.position(FIXED)
                .put(user)
                .put(password)
                .put(database)
                .putInt(at + 18)
                .put(extension);
        return login.array();
    }

    private static Login7 read(byte[] bytes) throws ProtocolException {
        return Login7.read(new WireReader(bytes));
    }

    @Test
    void readsALoginByPassword() throws ProtocolException {
        Login7 login = read(login(""));
        assertThat(login.version()).isEqualTo(TdsVersion.V7_4);
        assertThat(login.packetSize()).isEqualTo(8000);
        assertThat(login.asksForWindowsLogin()).isFalse();
        assertThat(login.user()).isEqualTo("sa");
        assertThat(login.password().reveal()).isEqualTo("aB€");
        assertThat(login.database()).isEqualTo("db");
        assertThat(login.application()).isEmpty();
        assertThat(login.federatedLogin()).isEmpty();
        assertThat(login.toString()).doesNotContain("aB€");
    }

    @Test
    void readsALoginByToken() throws ProtocolException {
        // Column encryption, then a token, then a feature that is not known.
        String features = "0401000000" + "03" + "0207000000" + "03" + "02000000" + "6100" + "7700000000" + "ff";
        Login7 login = read(login(features));
        assertThat(login.federatedLogin()).hasValueSatisfying(way -> {
            assertThat(way).isInstanceOf(FederatedLogin.Token.class);
            assertThat(((FederatedLogin.Token) way).token().reveal()).isEqualTo("a");
        });
        assertThat(login.toString()).contains("***");
    }

    @Test
    void readsALoginByWorkflow() throws ProtocolException {
        assertThat(read(login("02020000000501ff")).federatedLogin()).contains(new FederatedLogin.Workflow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02020000000501ff", "020700000003" + "020000006100" + "ff"})
    void refusesALoginThatIsCutOff(String features) {
        byte[] whole = login(features);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> read(cut));
            if (length >= 4) {
                // The length may lie as well.
                ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putInt(0, length);
                boolean whatIsCutMatters = features.isEmpty() ? length < FIXED + 14 : true;
                if (whatIsCutMatters) {
                    assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> read(cut));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"40", "44", "48", "68", "56"})
    void refusesAnOffsetBehindTheEnd(int field) {
        byte[] login = login("ff");
        ByteBuffer.wrap(login)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(field, (short) 60000)
                .putShort(field + 2, (short) 4);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(login))
                .withMessageStartingWith("Invalid request: a field of");
    }

    @Test
    void refusesANameThatIsTooLong() {
        byte[] login = Arrays.copyOf(login(""), 1000);
        ByteBuffer.wrap(login).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 1000).putShort(42, (short) 129);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(login))
                .withMessage("Invalid LOGIN7: a name of 129 characters");
    }

    @Test
    void refusesAnUnknownLoginLibrary() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(login("020100000000ff")))
                .withMessage("Invalid LOGIN7: login library 0");
    }

    @ParameterizedTest
    @CsvSource({
        "70000000, V7_1",
        "71000001, V7_1",
        "72090002, V7_2",
        "730A0003, V7_3_A",
        "730B0003, V7_3_B",
        "74000004, V7_4",
        "75000000, V7_4",
        "08000000, V8_0"
    })
    void knowsTheVersions(String code, TdsVersion version) {
        assertThat(TdsVersion.of(HexFormat.fromHexDigits(code))).isEqualTo(version);
    }

    @Test
    void readsATokenMessage() throws ProtocolException {
        byte[] message = HexFormat.of().parseHex("08000000" + "04000000" + "61006200");
        assertThat(FederatedLoginToken.read(new WireReader(message)).reveal()).isEqualTo("ab");
        for (int length = 0; length < message.length; length++) {
            WireReader cut = new WireReader(Arrays.copyOf(message, length));
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> FederatedLoginToken.read(cut));
        }
    }
}
