package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.TdsVersion;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import java.util.Locale;

/** Finds the wire type for a column that is sent and for a TYPE_INFO that came. */
public final class WireTypes {

    private WireTypes() {}

    /**
     * Returns the type in which a column goes to a client. Clients before TDS 7.3 get the types that they do not know
     * through {@link DatesAsText}.
     */
    public static WireType of(SqlType type, TdsVersion version) {
        if (!version.isAtLeast(TdsVersion.V7_3_A) && DatesAsText.isNeededFor(type)) {
            return DatesAsText.of(type);
        }
        return switch (type.kind()) {
            case BIT -> new BitN();
            case TINYINT -> new IntN(1);
            case SMALLINT -> new IntN(2);
            case INT -> new IntN(4);
            case BIGINT -> new IntN(8);
            case DECIMAL -> new DecimalN(type.precision(), type.scale());
            case MONEY -> new MoneyN(8);
            case SMALLMONEY -> new MoneyN(4);
            case REAL -> new FloatN(4);
            case FLOAT -> new FloatN(8);
            case CHAR, VARCHAR -> new Characters(type.kind(), length(type, Characters.MAX_LENGTH), Collation.CODE_PAGE);
            case NCHAR, NVARCHAR -> new NationalCharacters(type.kind(), length(type, NationalCharacters.MAX_LENGTH));
            case BINARY, VARBINARY -> new Bytes(type.kind(), length(type, Bytes.MAX_LENGTH));
            case DATE -> new DateN();
            case TIME -> new TimeN(type.scale());
            case DATETIME -> new DateTimeN(8);
            case SMALLDATETIME -> new DateTimeN(4);
            case DATETIME2 -> new DateTime2N(type.scale());
            case DATETIMEOFFSET -> new DateTimeOffsetN(type.scale());
            case UNIQUEIDENTIFIER -> new UniqueIdentifier();
        };
    }

    private static int length(SqlType type, int max) {
        if (type.length() == SqlType.MAX) {
            return SqlType.MAX;
        }
        // An expression may be typed with a length that no column can have, as '' is.
        return Math.min(max, Math.max(1, type.length()));
    }

    /**
     * Reads a TYPE_INFO.
     *
     * @throws UnsupportedTypeException for a type that a SQL pool does not have
     */
    public static WireType read(WireReader in) throws ProtocolException, UnsupportedTypeException {
        int code = in.u8();
        return switch (code) {
            case TypeLess.CODE -> new TypeLess();
            case 0x30 -> new FixedLength(new IntN(1), 1);
            case 0x34 -> new FixedLength(new IntN(2), 2);
            case 0x38 -> new FixedLength(new IntN(4), 4);
            case 0x7F -> new FixedLength(new IntN(8), 8);
            case 0x32 -> new FixedLength(new BitN(), 1);
            case 0x3B -> new FixedLength(new FloatN(4), 4);
            case 0x3E -> new FixedLength(new FloatN(8), 8);
            case 0x7A -> new FixedLength(new MoneyN(4), 4);
            case 0x3C -> new FixedLength(new MoneyN(8), 8);
            case 0x3A -> new FixedLength(new DateTimeN(4), 4);
            case 0x3D -> new FixedLength(new DateTimeN(8), 8);
            case IntN.CODE -> new IntN(size(in, "int", 1, 2, 4, 8));
            case BitN.CODE -> sized(in, "bit", new BitN());
            case FloatN.CODE -> new FloatN(size(in, "float", 4, 8));
            case MoneyN.CODE -> new MoneyN(size(in, "money", 4, 8));
            case DateTimeN.CODE -> new DateTimeN(size(in, "datetime", 4, 8));
            case UniqueIdentifier.CODE -> sized(in, "uniqueidentifier", new UniqueIdentifier());
            case DecimalN.CODE, DecimalN.NUMERIC_CODE -> DecimalN.of(in);
            case DateN.CODE -> new DateN();
            case TimeN.CODE -> new TimeN(Temporal.scale(in));
            case DateTime2N.CODE -> new DateTime2N(Temporal.scale(in));
            case DateTimeOffsetN.CODE -> new DateTimeOffsetN(Temporal.scale(in));
            case Characters.VARYING_CODE -> Characters.of(SqlType.Kind.VARCHAR, in);
            case Characters.FIXED_CODE -> Characters.of(SqlType.Kind.CHAR, in);
            case NationalCharacters.VARYING_CODE -> NationalCharacters.of(SqlType.Kind.NVARCHAR, in);
            case NationalCharacters.FIXED_CODE -> NationalCharacters.of(SqlType.Kind.NCHAR, in);
            case Bytes.VARYING_CODE -> Bytes.of(SqlType.Kind.VARBINARY, in);
            case Bytes.FIXED_CODE -> Bytes.of(SqlType.Kind.BINARY, in);
            case LongData.TEXT_CODE -> LongData.text(in);
            case LongData.NTEXT_CODE -> LongData.ntext(in);
            case LongData.IMAGE_CODE -> LongData.image(in);
            default -> throw unsupported(code);
        };
    }

    /** Whether values of the type look the same in rows as in parameters, which those of the old long types do not. */
    public static boolean standsInRows(WireType type) {
        return !(type instanceof LongData);
    }

    private static UnsupportedTypeException unsupported(int code) throws ProtocolException {
        String name = switch (code) {
            case 0x62 -> "sql_variant";
            case 0xF0 -> "a CLR user-defined type";
            case 0xF1 -> "xml";
            case 0xF3 -> "a table-valued parameter";
            case 0xF4 -> "json";
            case 0xF5 -> "vector";
            default ->
                throw new ProtocolException(String.format(Locale.ROOT, "Invalid request: unknown type 0x%02X", code));
        };
        return new UnsupportedTypeException(
                "A parameter is " + name + ", which a dedicated SQL pool does not support. Send it as text.");
    }

    private static WireType sized(WireReader in, String name, ByteLengthType type) throws ProtocolException {
        size(in, name, type instanceof BitN ? 1 : 16);
        return type;
    }

    private static int size(WireReader in, String name, int... allowed) throws ProtocolException {
        int size = in.u8();
        if (size == 0) {
            // Some drivers give a NULL no size.
            return allowed[allowed.length - 1];
        }
        for (int one : allowed) {
            if (size == one) {
                return size;
            }
        }
        throw ByteLengthType.invalidLength(name, size);
    }
}
