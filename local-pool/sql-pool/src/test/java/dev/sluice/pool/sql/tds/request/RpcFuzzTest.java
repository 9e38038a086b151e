package dev.sluice.pool.sql.tds.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fuzzing.Memory;
import dev.sluice.fuzzing.Mutations;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.tds.value.UnsupportedTypeException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Requests of who is logged in: batches, procedure calls with values of all types, transactions. */
class RpcFuzzTest {

    /** An object of a few fields for two bytes, which is what the smallest value has. */
    private static final int FACTOR = 400;

    private static final String HEADERS = "16000000" + "12000000" + "0200" + "0000000000000000" + "01000000";
    private static final String COLLATION = "0904d00034";

    /** Types with a value each, as they stand behind a parameter's name and status. */
    static final List<String> VALUES = List.of(
            "1f",
            "30" + "07",
            "3e" + "000000000000f03f",
            "3d" + "0000000000000000",
            "2604" + "0407000000",
            "6801" + "0101",
            "6d08" + "08000000000000f03f",
            "6e08" + "080000000010270000",
            "6f08" + "080000000000000000",
            "2410" + "10" + "00".repeat(16),
            "6a11260a" + "05" + "01" + "01000000",
            "28" + "03" + "000000",
            "2907" + "05" + "0000000000",
            "2a07" + "08" + "0000000000000000",
            "2b07" + "0a" + "00000000000000000000",
            "a7" + "401f" + COLLATION + "0200" + "6162",
            "a7" + "ffff" + COLLATION + "feffffffffffffff" + "02000000" + "6162" + "00000000",
            "af" + "0200" + COLLATION + "0200" + "6162",
            "e7" + "401f" + COLLATION + "0400" + "61006200",
            "e7" + "ffff" + COLLATION + "0400000000000000" + "04000000" + "61006200" + "00000000",
            "ef" + "0400" + COLLATION + "0400" + "61006200",
            "a5" + "401f" + "0200" + "0102",
            "a5" + "ffff" + "ffffffffffffffff",
            "ad" + "0200" + "0200" + "0102",
            "23" + "02000000" + COLLATION + "02000000" + "6162",
            "63" + "04000000" + COLLATION + "04000000" + "61006200",
            "22" + "02000000" + "02000000" + "0102");

    private static byte[] request(String hex) {
        return HexFormat.of().parseHex(HEADERS + hex);
    }

    private static String text(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16LE));
    }

    @Provide
    Arbitrary<byte[]> calls() {
        String statement = "00" + "00" + "e7" + "401f" + COLLATION + "1000" + text("SELECT 1");
        List<byte[]> examples = VALUES.stream()
                .map(value -> request("ffff0a000000" + statement + "02" + text("@a") + "01" + value))
                .toList();
        return Mutations.ofBytes(examples);
    }

    @Provide
    Arbitrary<byte[]> manyCalls() {
        String named = "0400" + text("sp_x") + "0000";
        return Mutations.ofBytes(List.of(
                request(named), request(named + "ff" + "ffff0c000000" + "fe" + named), request("ffff0f000000" + "ff")));
    }

    @Provide
    Arbitrary<byte[]> batches() {
        return Mutations.ofBytes(List.of(
                request(text("INSERT BULK [d(1)].\"t\" (a int) WITH (TABLOCK)")),
                request(text("SELECT '€'")),
                request("0500" + "02" + "00"),
                request("0700" + "00" + "01" + "00" + "00"),
                request("0800" + "00" + "00")));
    }

    @Property
    void aCallIsReadOrRefused(@ForAll("calls") byte[] request) throws Exception {
        Memory.bound(request.length, FACTOR, () -> read(request));
    }

    @Property
    void manyCallsAreReadOrRefused(@ForAll("manyCalls") byte[] request) throws Exception {
        Memory.bound(request.length, FACTOR, () -> read(request));
    }

    private static void read(byte[] request) {
        try {
            List<RpcCall> calls = RpcCall.readAll(new WireReader(request));
            int parameters =
                    calls.stream().mapToInt(call -> call.parameters().size()).sum();
            assertThat(calls.size() * 4 + parameters * 3).isLessThanOrEqualTo(request.length);
            for (RpcCall call : calls) {
                assertThat(ParameterNames.of(call.procedure()).applyTo(call.parameters()))
                        .hasSameSizeAs(call.parameters());
            }
        } catch (ProtocolException e) {
            assertThat(e.getMessage()).matches("(?s)Invalid [a-z0-9() ,]+: .{1,200}");
        } catch (UnsupportedTypeException e) {
            assertThat(e.getMessage()).endsWith(".");
        }
    }

    @Property
    void aBatchAndATransactionAreReadOrRefused(@ForAll("batches") byte[] request) throws Exception {
        Memory.bound(request.length, FACTOR, () -> {
            try {
                SqlBatch batch = SqlBatch.read(new WireReader(request));
                InsertBulk.of(batch.text())
                        .ifPresent(bulk -> assertThat(batch.text()).contains(bulk.table()));
            } catch (ProtocolException e) {
                assertThat(e.getMessage()).startsWith("Invalid request: ");
            }
            try {
                assertThat(TransactionRequest.read(new WireReader(request)).kind())
                        .isNotNull();
            } catch (ProtocolException e) {
                assertThat(e.getMessage()).matches("Invalid (transaction )?request: .*");
            }
        });
    }
}
