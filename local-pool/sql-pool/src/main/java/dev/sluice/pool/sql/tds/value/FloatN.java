package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;

/** FLTNTYPE: real of 4 bytes, float of 8. T-SQL has neither NaN nor infinity. */
record FloatN(int size) implements ByteLengthType {

    static final int CODE = 0x6D;

    @Override
    public SqlType sqlType() {
        return SqlType.of(size == 4 ? SqlType.Kind.REAL : SqlType.Kind.FLOAT);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(CODE).u8(size);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        double number = ((Number) value).doubleValue();
        if (!Double.isFinite(number)) {
            throw new UnwritableValueException("Invalid float: " + number + ", T-SQL has finite numbers only");
        }
        out.u8(size);
        if (size == 4) {
            out.i32(Float.floatToIntBits((Float) value));
        } else {
            out.i64(Double.doubleToLongBits(number));
        }
    }

    @Override
    public Object read(WireReader in, int length) throws ProtocolException {
        if (length == 4) {
            float number = Float.intBitsToFloat(in.i32());
            return size == 4 ? (Object) number : (Object) (double) number;
        }
        if (length != 8 || size != 8) {
            throw ByteLengthType.invalidLength("float of " + size + " bytes", length);
        }
        return Double.longBitsToDouble(in.i64());
    }
}
