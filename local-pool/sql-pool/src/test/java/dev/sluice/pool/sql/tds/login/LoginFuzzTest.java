package dev.sluice.pool.sql.tds.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fuzzing.Memory;
import dev.sluice.fuzzing.Mutations;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.tds.prelogin.Prelogin;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a stranger sends to log in: PRELOGIN, LOGIN7 and a token. */
class LoginFuzzTest {

    private static final int FACTOR = 64;
    private static final String REFUSAL = "(?s)Invalid (request|LOGIN7|PRELOGIN): .{1,200}";

    @Provide
    Arbitrary<byte[]> logins() {
        return Mutations.ofBytes(List.of(
                Login7Test.login(""),
                Login7Test.login("02020000000501ff"),
                Login7Test.login(
                        "0401000000" + "03" + "0207000000" + "03" + "02000000" + "6100" + "7700000000" + "ff")));
    }

    @Provide
    Arbitrary<byte[]> prelogins() {
        return Mutations.ofBytes(List.of(
                HexFormat.of().parseHex("01000600" + "01ff01"),
                HexFormat.of().parseHex("00000b0006" + "0100110001" + "ff" + "0b000c380000" + "01"),
                HexFormat.of().parseHex("06000b0001" + "0100110001" + "ff" + "0b000c380000" + "01")));
    }

    @Provide
    Arbitrary<byte[]> tokens() {
        return Mutations.ofBytes(
                List.of(HexFormat.of().parseHex("08000000" + "04000000" + "61006200"), new byte[] {8, 0, 0, 0}));
    }

    @Property
    void aLoginIsReadOrRefused(@ForAll("logins") byte[] login) throws Exception {
        Memory.bound(login.length, FACTOR, () -> read(login));
    }

    /** The length at its begin is the first check, which few mutations pass. */
    @Property
    void aLoginOfTheRightLengthIsReadOrRefused(@ForAll("logins") byte[] login) throws Exception {
        if (login.length >= 4) {
            ByteBuffer.wrap(login).order(ByteOrder.LITTLE_ENDIAN).putInt(0, login.length);
        }
        Memory.bound(login.length, FACTOR, () -> read(login));
    }

    private static void read(byte[] bytes) {
        try {
            Login7 login = Login7.read(new WireReader(bytes));
            assertThat(List.of(login.user(), login.application(), login.database()))
                    .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(128));
            assertThat(login.password().reveal().length() * 2).isLessThanOrEqualTo(bytes.length);
            assertThat(login.toString()).contains("password=***");
        } catch (ProtocolException e) {
            assertThat(e.getMessage()).matches(REFUSAL);
        }
    }

    @Property
    void aPreloginIsReadOrRefused(@ForAll("prelogins") byte[] prelogin) throws Exception {
        Memory.bound(prelogin.length, FACTOR, () -> {
            try {
                assertThat(Prelogin.read(new WireReader(prelogin)).encryption()).isNotNull();
            } catch (ProtocolException e) {
                assertThat(e.getMessage()).matches(REFUSAL);
            }
        });
    }

    @Property
    void aTokenIsReadOrRefused(@ForAll("tokens") byte[] token) throws Exception {
        Memory.bound(token.length, FACTOR, () -> {
            try {
                Password password = FederatedLoginToken.read(new WireReader(token));
                assertThat(password.reveal().length() * 2).isLessThanOrEqualTo(token.length);
            } catch (ProtocolException e) {
                assertThat(e.getMessage()).matches(REFUSAL);
            }
        });
    }
}
