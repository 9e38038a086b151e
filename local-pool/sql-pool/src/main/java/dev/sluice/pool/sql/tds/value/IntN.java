package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;

/** INTNTYPE: tinyint, smallint, int and bigint, told apart by their size. */
record IntN(int size) implements ByteLengthType {

    static final int CODE = 0x26;

    @Override
    public SqlType sqlType() {
        return SqlType.of(
                switch (size) {
                    case 1 -> SqlType.Kind.TINYINT;
                    case 2 -> SqlType.Kind.SMALLINT;
                    case 4 -> SqlType.Kind.INT;
                    default -> SqlType.Kind.BIGINT;
                });
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(CODE).u8(size);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        long number = ((Number) value).longValue();
        if (size == 1 && (number & ~0xFFL) != 0) {
            throw new UnwritableValueException("Invalid tinyint: " + number);
        }
        out.u8(size).number(number, size);
    }

    /** Reads by the size of the type: a client may send less bytes than it announced, but not another type. */
    @Override
    public Object read(WireReader in, int length) throws ProtocolException {
        long number = switch (length) {
            case 1 -> in.u8();
            case 2 -> (short) in.u16();
            case 4 -> in.i32();
            case 8 -> in.i64();
            default -> throw ByteLengthType.invalidLength("int", length);
        };
        if (length > size) {
            throw ByteLengthType.invalidLength("int of " + size + " bytes", length);
        }
        return switch (size) {
            case 1, 2 -> (short) number;
            case 4 -> (int) number;
            default -> number;
        };
    }
}
