package dev.sluice.pool.sql.tds.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fuzzing.Memory;
import dev.sluice.fuzzing.Mutations;
import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.tds.value.UnsupportedTypeException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rows of a bulk load, as who is logged in may send them. */
class BulkLoadFuzzTest {

    private static final String INT = "000000000800" + "2604" + "01" + "6100";
    private static final String TEXT = "000000000900" + "e7" + "401f" + "0904d00034" + "01" + "6200";
    private static final String LONG_TEXT = "000000000900" + "a7" + "ffff" + "0904d00034" + "01" + "6300";

    @Provide
    Arbitrary<byte[]> loads() {
        return Mutations.ofBytes(List.of(
                HexFormat.of()
                        .parseHex("81" + "0100" + INT + "d1" + "0407000000" + "d1" + "00" + "fd" + "00".repeat(12)),
                HexFormat.of()
                        .parseHex("81" + "0200" + INT + TEXT + "d2" + "01" + "0400" + "61006200" + "d2" + "03" + "fd"),
                HexFormat.of()
                        .parseHex("81" + "0200" + LONG_TEXT + INT + "d1" + "feffffffffffffff" + "02000000" + "6162"
                                + "00000000" + "0401000000")));
    }

    @Property
    void isReadRowByRowOrRefused(@ForAll("loads") byte[] load) throws Exception {
        Memory.bound(load.length, 400, () -> readAll(load));
    }

    private static void readAll(byte[] bytes) {
        try {
            BulkLoad load = BulkLoad.read(new WireReader(bytes));
            assertThat(load.columns()).isNotEmpty();
            List<SqlParameter> row = new ArrayList<>();
            for (int rows = 1; load.nextRow(row); rows++) {
                assertThat(row).hasSameSizeAs(load.columns());
                // A row has its token at least: it ends.
                assertThat(rows).isLessThan(bytes.length);
                row.clear();
            }
        } catch (ProtocolException e) {
            assertThat(e.getMessage()).matches("(?s)Invalid [a-z0-9() ,]+: .{1,200}");
        } catch (UnsupportedTypeException e) {
            assertThat(e.getMessage()).endsWith(".");
        }
    }
}
