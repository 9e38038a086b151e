package dev.sluice.pool.sql.tds.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.TdsVersion;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type with its least value, its greatest, NULL, and what lies beyond. */
class WireTypeTest {

    private static final HexFormat HEX = HexFormat.of();

    private static SqlType decimal(int precision, int scale) {
        return new SqlType(Kind.DECIMAL, 0, precision, scale);
    }

    private static SqlType sized(Kind kind, int length) {
        return new SqlType(kind, length, 0, 0);
    }

    private static SqlType scaled(Kind kind, int scale) {
        return new SqlType(kind, 0, 0, scale);
    }

    private static String nines(int digits) {
        return "9".repeat(digits);
    }

    static List<Arguments> values() {
        return List.of(
                arguments(SqlType.of(Kind.BIT), false, "0100"),
                arguments(SqlType.of(Kind.BIT), true, "0101"),
                arguments(SqlType.of(Kind.TINYINT), (short) 0, "0100"),
                arguments(SqlType.of(Kind.TINYINT), (short) 255, "01ff"),
                arguments(SqlType.of(Kind.SMALLINT), Short.MIN_VALUE, "020080"),
                arguments(SqlType.of(Kind.SMALLINT), Short.MAX_VALUE, "02ff7f"),
                arguments(SqlType.of(Kind.INT), Integer.MIN_VALUE, "0400000080"),
                arguments(SqlType.of(Kind.INT), Integer.MAX_VALUE, "04ffffff7f"),
                arguments(SqlType.of(Kind.BIGINT), Long.MIN_VALUE, "080000000000000080"),
                arguments(SqlType.of(Kind.BIGINT), Long.MAX_VALUE, "08ffffffffffffff7f"),
                arguments(decimal(9, 2), new BigDecimal("-1234567.89"), "050015cd5b07"),
                arguments(decimal(1, 0), new BigDecimal("0"), "050100000000"),
                arguments(decimal(19, 0), new BigDecimal(nines(19)), "0901ffffe7890423c78a"),
                arguments(decimal(28, 28), new BigDecimal("-0." + nines(28)), "0d00ffffff0f6102253e5ece4f20"),
                arguments(decimal(38, 0), new BigDecimal(nines(38)), "1101ffffffff3f228a097ac4865aa84c3b4b"),
                arguments(decimal(38, 38), new BigDecimal("0E-38"), "110100000000000000000000000000000000"),
                arguments(SqlType.of(Kind.MONEY), new BigDecimal("-922337203685477.5808"), "080000008000000000"),
                arguments(SqlType.of(Kind.MONEY), new BigDecimal("922337203685477.5807"), "08ffffff7fffffffff"),
                arguments(SqlType.of(Kind.MONEY), new BigDecimal("-0.0001"), "08ffffffffffffffff"),
                arguments(SqlType.of(Kind.SMALLMONEY), new BigDecimal("-214748.3648"), "0400000080"),
                arguments(SqlType.of(Kind.SMALLMONEY), new BigDecimal("214748.3647"), "04ffffff7f"),
                arguments(SqlType.of(Kind.REAL), -Float.MAX_VALUE, "04ffff7fff"),
                arguments(SqlType.of(Kind.REAL), 1.5f, "040000c03f"),
                arguments(SqlType.of(Kind.FLOAT), Double.MAX_VALUE, "08ffffffffffffef7f"),
                arguments(SqlType.of(Kind.FLOAT), -0.0, "080000000000000080"),
                arguments(sized(Kind.CHAR, 3), "a€ ", "0300618020"),
                arguments(sized(Kind.VARCHAR, 10), "", "0000"),
                arguments(
                        sized(Kind.VARCHAR, SqlType.MAX), "ab", "0200000000000000" + "02000000" + "6162" + "00000000"),
                arguments(sized(Kind.VARCHAR, SqlType.MAX), "", "0000000000000000" + "00000000"),
                arguments(sized(Kind.NCHAR, 2), "ż ", "04007c012000"),
                arguments(sized(Kind.NVARCHAR, 4000), "𝄞", "040034d81edd"),
                arguments(
                        sized(Kind.NVARCHAR, SqlType.MAX), "€", "0200000000000000" + "02000000" + "ac20" + "00000000"),
                arguments(sized(Kind.BINARY, 2), new byte[] {1, 2}, "02000102"),
                arguments(sized(Kind.VARBINARY, 8000), new byte[0], "0000"),
                arguments(
                        sized(Kind.VARBINARY, SqlType.MAX),
                        new byte[] {-1},
                        "0100000000000000" + "01000000" + "ff" + "00000000"),
                arguments(SqlType.of(Kind.DATE), LocalDate.of(1, 1, 1), "03000000"),
                arguments(SqlType.of(Kind.DATE), LocalDate.of(9999, 12, 31), "03dab937"),
                arguments(scaled(Kind.TIME, 0), LocalTime.of(23, 59, 59), "037f5101"),
                arguments(scaled(Kind.TIME, 3), LocalTime.of(0, 0, 0, 1_000_000), "0401000000"),
                arguments(scaled(Kind.TIME, 7), LocalTime.of(23, 59, 59, 999_999_900), "05ffbf692ac9"),
                arguments(scaled(Kind.DATETIME2, 7), LocalDateTime.of(1, 1, 1, 0, 0), "080000000000000000"),
                arguments(
                        scaled(Kind.DATETIME2, 7),
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_900),
                        "08ffbf692ac9dab937"),
                arguments(scaled(Kind.DATETIME2, 0), LocalDateTime.of(1, 1, 2, 0, 0, 1), "06010000010000"),
                arguments(
                        scaled(Kind.DATETIMEOFFSET, 0),
                        OffsetDateTime.parse("0001-01-02T00:00:01+14:00"),
                        "08a18c000000004803"),
                arguments(
                        scaled(Kind.DATETIMEOFFSET, 7),
                        OffsetDateTime.parse("9999-12-30T23:59:59.9999999-00:30"),
                        "0aff33e23004dab937e2ff"),
                arguments(SqlType.of(Kind.DATETIME), LocalDateTime.of(1753, 1, 1, 0, 0), "08462effff00000000"),
                arguments(
                        SqlType.of(Kind.DATETIME),
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 997_000_000),
                        "087f242d00ff818b01"),
                arguments(SqlType.of(Kind.SMALLDATETIME), LocalDateTime.of(1900, 1, 1, 0, 0), "0400000000"),
                arguments(SqlType.of(Kind.SMALLDATETIME), LocalDateTime.of(2079, 6, 6, 23, 59), "04ffff9f05"),
                arguments(
                        SqlType.of(Kind.UNIQUEIDENTIFIER),
                        UUID.fromString("6F9619FF-8B86-D011-B42D-00C04FC964FF"),
                        "10ff19966f868b11d0b42d00c04fc964ff"));
    }

    private static byte[] written(Consumer<MessageWriter> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageWriter writer = new MessageWriter(bytes, 0);
        fields.accept(writer);
        try {
            writer.finish();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Arrays.copyOfRange(bytes.toByteArray(), 8, bytes.size());
    }

    private static WireType readInfo(WireType type) throws ProtocolException, UnsupportedTypeException {
        WireReader info = new WireReader(written(type::writeInfo));
        WireType read = WireTypes.read(info);
        assertThat(info.remaining()).isZero();
        return read;
    }

    @ParameterizedTest
    @MethodSource("values")
    void writesAndReadsAValue(SqlType type, Object value, String hex) throws Exception {
        WireType wire = WireTypes.of(type, TdsVersion.V7_4);
        byte[] bytes = written(out -> wire.write(out, value));
        assertThat(HEX.formatHex(bytes)).isEqualTo(hex);
        WireType read = readInfo(wire);
        assertThat(read.sqlType()).isEqualTo(type);
        assertThat(read.read(new WireReader(bytes))).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void writesAndReadsNull(SqlType type) throws Exception {
        WireType wire = WireTypes.of(type, TdsVersion.V7_4);
        assertThat(readInfo(wire).read(new WireReader(written(wire::writeNull))))
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("values")
    void refusesAValueThatIsCutOff(SqlType type, Object value) {
        WireType wire = WireTypes.of(type, TdsVersion.V7_4);
        byte[] bytes = written(out -> wire.write(out, value));
        for (int length = 0; length < bytes.length; length++) {
            WireReader cut = new WireReader(Arrays.copyOf(bytes, length));
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> wire.read(cut));
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void refusesATypeThatIsCutOff(SqlType type) {
        byte[] bytes = written(WireTypes.of(type, TdsVersion.V7_4)::writeInfo);
        for (int length = 0; length < bytes.length; length++) {
            WireReader cut = new WireReader(Arrays.copyOf(bytes, length));
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> WireTypes.read(cut));
        }
    }

    static List<Arguments> unwritable() {
        return List.of(
                arguments(SqlType.of(Kind.TINYINT), (short) 256, "Invalid tinyint: 256"),
                arguments(SqlType.of(Kind.TINYINT), (short) -1, "Invalid tinyint: -1"),
                arguments(decimal(4, 2), new BigDecimal("100"), "Invalid decimal(4,2): 100"),
                arguments(decimal(38, 0), new BigDecimal("1E38"), "Invalid decimal(38,0): 1" + "0".repeat(38)),
                arguments(
                        SqlType.of(Kind.MONEY),
                        new BigDecimal("922337203685477.5808"),
                        "Invalid money: 922337203685477.5808"),
                arguments(
                        SqlType.of(Kind.SMALLMONEY),
                        new BigDecimal("-214748.3649"),
                        "Invalid smallmoney: -214748.3649"),
                arguments(SqlType.of(Kind.FLOAT), Double.NaN, "Invalid float: NaN, T-SQL has finite numbers only"),
                arguments(
                        SqlType.of(Kind.REAL),
                        Float.POSITIVE_INFINITY,
                        "Invalid float: Infinity, T-SQL has finite numbers only"),
                arguments(sized(Kind.VARCHAR, 2), "abc", "Invalid varchar(2): a text of 3 bytes"),
                arguments(sized(Kind.NVARCHAR, 2), "abc", "Invalid nvarchar(2): a text of 3 characters"),
                arguments(sized(Kind.VARBINARY, 1), new byte[2], "Invalid varbinary(1): 2 bytes"),
                arguments(
                        SqlType.of(Kind.DATE),
                        LocalDate.of(0, 12, 31),
                        "Invalid date: 0000-12-31, T-SQL has 0001-01-01 to 9999-12-31"),
                arguments(
                        SqlType.of(Kind.DATE),
                        LocalDate.of(10000, 1, 1),
                        "Invalid date: +10000-01-01, T-SQL has 0001-01-01 to 9999-12-31"),
                arguments(
                        SqlType.of(Kind.DATETIME),
                        LocalDateTime.of(1752, 12, 31, 0, 0),
                        "Invalid datetime: 1752-12-31T00:00, it has 1753-01-01 to 9999-12-31"),
                arguments(
                        SqlType.of(Kind.DATETIME),
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_000_000),
                        "Invalid datetime: 9999-12-31T23:59:59.999, it has 1753-01-01 to 9999-12-31"),
                arguments(
                        SqlType.of(Kind.SMALLDATETIME),
                        LocalDateTime.of(2079, 6, 6, 23, 59, 30),
                        "Invalid datetime: 2079-06-06T23:59:30, it has 1900-01-01 to 2079-06-06"));
    }

    @ParameterizedTest
    @MethodSource("unwritable")
    void refusesAValueThatHasNoRoom(SqlType type, Object value, String message) {
        WireType wire = WireTypes.of(type, TdsVersion.V7_4);
        assertThatExceptionOfType(UnwritableValueException.class)
                .isThrownBy(() -> written(out -> wire.write(out, value)))
                .withMessage(message);
    }

    /** What clients send and the server does not: types without NULL, long data, texts in chunks. */
    @ParameterizedTest
    @CsvSource({
        "1f, INT, ",
        "2400 00, UNIQUEIDENTIFIER, ",
        "2600 00, BIGINT, ",
        "30 ff, TINYINT, 255",
        "34 ffff, SMALLINT, -1",
        "38 01000000, INT, 1",
        "7f 0100000000000000, BIGINT, 1",
        "32 01, BIT, true",
        "3b 0000c03f, REAL, 1.5",
        "3e 000000000000f83f, FLOAT, 1.5",
        "7a 10270000, SMALLMONEY, 1.0000",
        "3c 0000000010270000, MONEY, 1.0000",
        "3a 01000100, SMALLDATETIME, 1900-01-02T00:01",
        "3d 0100000001000000, DATETIME, 1900-01-02T00:00:00.003",
        "2608 04 01000000, BIGINT, 1",
        "6d08 04 0000c03f, FLOAT, 1.5",
        "6e08 04 10270000, MONEY, 1.0000",
        "6f08 04 01000100, DATETIME, 1900-01-02T00:01",
        "6c110502 05 01 39300000, DECIMAL, 123.45",
        "23 ffffff7f 0904d00034 02000000 6180, VARCHAR, a€",
        "23 ffffff7f 0904d00034 ffffffff, VARCHAR, ",
        "63 ffffff7f 0904d00034 02000000 ac20, NVARCHAR, €",
        "a7 0800 0904d00400 0300 e282ac, VARCHAR, €",
        "e7 ffff 0904d00034 feffffffffffffff 02000000 6100 02000000 6200 00000000, NVARCHAR, ab",
        "e7 ffff 0904d00034 ffffffffffffffff, NVARCHAR, "
    })
    void readsWhatClientsSend(String hex, Kind kind, String value) throws Exception {
        WireReader in = new WireReader(HEX.parseHex(hex.replace(" ", "")));
        WireType type = WireTypes.read(in);
        assertThat(type.sqlType().kind()).isEqualTo(kind);
        Object read = type.read(in);
        assertThat(read == null ? null : read.toString()).isEqualTo(value);
        assertThat(in.remaining()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "62, sql_variant",
        "f0, a CLR user-defined type",
        "f1, xml",
        "f3, a table-valued parameter",
        "f4, json",
        "f5, vector"
    })
    void refusesTypesThatASqlPoolDoesNotHave(String hex, String name) {
        assertThatExceptionOfType(UnsupportedTypeException.class)
                .isThrownBy(() -> WireTypes.read(new WireReader(HEX.parseHex(hex))))
                .withMessage(
                        "A parameter is " + name + ", which a dedicated SQL pool does not support. Send it as text.");
    }

    @ParameterizedTest
    @CsvSource({
        "00, 'Invalid request: unknown type 0x00'",
        "2603, 'Invalid int: a value of 3 bytes'",
        "6802, 'Invalid bit: a value of 2 bytes'",
        "2410 0f, 'Invalid uniqueidentifier: a value of 15 bytes'",
        "2404 0800000000, 'Invalid uniqueidentifier: a value of 4 bytes'",
        "2604 080100000000000000, 'Invalid int of 4 bytes: a value of 8 bytes'",
        "2604 03, 'Invalid int: a value of 3 bytes'",
        "6801 0200, 'Invalid bit: a value of 2 bytes'",
        "6d04 08, 'Invalid float of 4 bytes: a value of 8 bytes'",
        "6e04 08, 'Invalid money of 4 bytes: a value of 8 bytes'",
        "6f04 08, 'Invalid datetime of 4 bytes: a value of 8 bytes'",
        "6f04 04 0000a005, 'Invalid smalldatetime: minute 1440'",
        "6f08 08 00000000 00828b01, 'Invalid datetime: 1900-01-01 and 25920000 ticks'",
        "6a112700, 'Invalid type: decimal(39,0)'",
        "6a110a0b, 'Invalid type: decimal(10,11)'",
        "6a110a00 12, 'Invalid decimal: a value of 18 bytes'",
        "6a112600 11 01 ffffffffffffffffffffffffffffffff, 'Invalid decimal: more than 38 digits'",
        "28 02, 'Invalid date: a value of 2 bytes'",
        "28 03 dbb937, 'Invalid date: day 2932897 of the epoch'",
        "2908, 'Invalid type: a time with 8 fractional digits'",
        "2900 04, 'Invalid time(0): a value of 4 bytes'",
        "2900 03 805101, 'Invalid time: 86400 units of scale 0'",
        "2a00 03, 'Invalid datetime2(0): a value of 3 bytes'",
        "2b00 03, 'Invalid datetimeoffset(0): a value of 3 bytes'",
        "2b00 08 000000 010000 4903, 'Invalid datetimeoffset: 841 minutes from UTC'",
        "e70800 0904d00034 0300 616263, 'Invalid request: a text of 3 bytes is not UTF-16'",
        "a5ffff 0500000000000000, 'Invalid value: 5 bytes, 0 are left'",
        "a5ffff 0100000000000000 00000000, 'Invalid value: 0 bytes instead of 1'",
        "22ffffff7f feffffff, 'Invalid request: -2 bytes wanted, 0 bytes are left'"
    })
    void refusesWhatIsMalformed(String hex, String message) {
        WireReader in = new WireReader(HEX.parseHex(hex.replace(" ", "")));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> WireTypes.read(in).read(in))
                .withMessage(message);
    }

    static List<Arguments> oldDates() {
        return List.of(
                arguments(SqlType.of(Kind.DATE), LocalDate.of(1, 2, 3), "0001-02-03", 10),
                arguments(scaled(Kind.TIME, 0), LocalTime.of(1, 2, 3), "01:02:03", 8),
                arguments(scaled(Kind.TIME, 7), LocalTime.of(1, 2, 3, 100), "01:02:03.0000001", 16),
                arguments(
                        scaled(Kind.DATETIME2, 3),
                        LocalDateTime.of(2024, 2, 29, 23, 59, 59),
                        "2024-02-29 23:59:59.000",
                        23),
                arguments(
                        scaled(Kind.DATETIMEOFFSET, 0),
                        OffsetDateTime.parse("2024-02-29T23:59:59-05:30"),
                        "2024-02-29 23:59:59 -05:30",
                        26));
    }

    @ParameterizedTest
    @MethodSource("oldDates")
    void givesOldClientsDatesAsText(SqlType type, Object value, String text, int length) throws Exception {
        WireType wire = WireTypes.of(type, TdsVersion.V7_2);
        assertThat(wire.sqlType()).isEqualTo(type);
        WireType seen = readInfo(wire);
        assertThat(seen.sqlType()).isEqualTo(sized(Kind.NVARCHAR, length));
        assertThat(seen.read(new WireReader(written(out -> wire.write(out, value)))))
                .isEqualTo(text);
        assertThat(wire.read(new WireReader(written(wire::writeNull)))).isNull();
    }
}
