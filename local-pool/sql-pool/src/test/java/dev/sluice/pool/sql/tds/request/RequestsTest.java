package dev.sluice.pool.sql.tds.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.tds.value.UnsupportedTypeException;
import dev.sluice.pool.sql.type.SqlType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {

    private static final String HEADERS = "16000000" + "12000000" + "0200" + "0000000000000000" + "01000000";

    private static WireReader reader(String hex) {
        return new WireReader(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static String text(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16LE));
    }

    private static String named(String procedure) {
        return HexFormat.of().formatHex(new byte[] {(byte) procedure.length(), 0}) + text(procedure) + "0000";
    }

    @Test
    void readsABatch() throws ProtocolException {
        assertThat(SqlBatch.read(reader(HEADERS + text("SELECT '€'"))).text()).isEqualTo("SELECT '€'");
        assertThat(SqlBatch.read(reader("04000000" + text("x"))).text()).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({
        "03000000, 'Invalid request: headers of 3 bytes'",
        "ffffffff, 'Invalid request: headers of -1 bytes'",
        "08000000 05000000, 'Invalid request: a header of 5 bytes'",
        "04000000 61, 'Invalid request: a text of 1 bytes is not UTF-16'"
    })
    void refusesABatchThatIsMalformed(String hex, String message) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> SqlBatch.read(reader(hex)))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "sp_x, sp_x",
        "SP_IX, sp_ix",
        "[db].[sys].[sp_X];1, sp_x",
        "master..sp_x, sp_x",
        "\"sp_x\", sp_x",
        "[, ["
    })
    void bringsAProcedureToItsBareName(String sent, String bare) throws Exception {
        assertThat(RpcCall.readAll(reader(HEADERS + named(sent)))).containsExactly(new RpcCall(bare, List.of(), true));
    }

    @Test
    void readsSeveralCallsInOneRequest() throws Exception {
        String call = "ffff0c000000" + "02" + text("@h") + "01" + "2604" + "0407000000";
        RpcParameter handle = new RpcParameter(new SqlParameter("@h", SqlType.of(SqlType.Kind.INT), 7), true);
        assertThat(RpcCall.readAll(reader(HEADERS + call + "ff" + call + "fe" + call)))
                .containsExactly(
                        new RpcCall("sp_execute", List.of(handle), true),
                        new RpcCall("sp_execute", List.of(handle), false),
                        new RpcCall("sp_execute", List.of(handle), true));
    }

    @Test
    void refusesACallThatIsCutOff() throws Exception {
        byte[] whole = HexFormat.of().parseHex(HEADERS + named("sp_x") + "00" + "00" + "2604" + "0407000000");
        assertThat(RpcCall.readAll(new WireReader(whole))).hasSize(1);
        int withoutParameters = whole.length - 9;
        for (int length = 0; length < whole.length; length++) {
            if (length != withoutParameters) {
                WireReader cut = new WireReader(Arrays.copyOf(whole, length));
                assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> RpcCall.readAll(cut));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ffff00000000, 0", "ffff10000000, 16"})
    void refusesAnUnknownNumber(String call, int number) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> RpcCall.readAll(reader(HEADERS + call)))
                .withMessage("Invalid request: procedure number " + number);
    }

    @Test
    void refusesANameThatIsTooLong() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> RpcCall.readAll(reader(HEADERS + "1704")))
                .withMessage("Invalid request: a procedure name of 1047 characters");
    }

    @Test
    void refusesAnEncryptedParameter() {
        assertThatExceptionOfType(UnsupportedTypeException.class)
                .isThrownBy(() -> RpcCall.readAll(reader(HEADERS + named("sp_x") + "00" + "08" + "2604")))
                .withMessage("Parameter '' is encrypted, which a dedicated SQL pool does not support.");
    }

    @ParameterizedTest
    @CsvSource({
        "0500 02 00, BEGIN, false",
        "0500 00 02 6100, BEGIN, false",
        "0700 00 00, COMMIT, false",
        "0700 00, COMMIT, false",
        "0700 00 01 00 00, COMMIT, true",
        "0800 00 00, ROLLBACK, false",
        "0900 00, SAVE, false",
        "0000 0000, DISTRIBUTED, false",
        "0600, DISTRIBUTED, false"
    })
    void readsTransactionRequests(String hex, TransactionRequest.Kind kind, boolean another) throws ProtocolException {
        assertThat(TransactionRequest.read(reader(HEADERS + hex))).isEqualTo(new TransactionRequest(kind, another));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT BULK dbo.t (a int) | dbo.t",
                " insert  bulk [d(1)].\"t(2)\"(a int) with (TABLOCK) | [d(1)].\"t(2)\"",
                "INSERT BULK t | t",
                "INSERT INTO bulk VALUES (1) | ",
                "INSERT BULKY (a) | "
            })
    void findsTheTableOfABulkLoad(String batch, String table) {
        assertThat(InsertBulk.of(batch).map(InsertBulk::table)).isEqualTo(Optional.ofNullable(table));
    }

    @ParameterizedTest
    @CsvSource({"0200", "0500", "050002", "05000002", "0700", "070002"})
    void refusesTransactionRequestsThatAreMalformed(String hex) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> TransactionRequest.read(reader(HEADERS + hex)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@P0 int,@P1 nvarchar(4000) | @P0 @P1",
                "@a decimal(38,4) , @b int OUTPUT | @a @b",
                " | ",
                "@only | @only",
                "nonsense, @b int | @b"
            })
    void namesValuesByTheirDeclaration(String declaration, String names) {
        List<RpcParameter> values = new ArrayList<>();
        String[] expected = names == null ? new String[0] : names.strip().split(" ", -1);
        for (int i = 0; i < expected.length; i++) {
            values.add(new RpcParameter(new SqlParameter("", SqlType.of(SqlType.Kind.INT), i), false));
        }
        values.add(new RpcParameter(new SqlParameter("@own", SqlType.of(SqlType.Kind.INT), 9), false));
        List<SqlParameter> named =
                ParameterNames.of(declaration == null ? "" : declaration).applyTo(values);
        List<String> all = new ArrayList<>(List.of(expected));
        all.add("@own");
        assertThat(named).extracting(SqlParameter::name).containsExactlyElementsOf(all);
    }
}
