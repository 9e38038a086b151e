package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** MONEYNTYPE: ten-thousandths; money has its high 32 bits before its low ones, smallmoney has 32 bits. */
record MoneyN(int size) implements ByteLengthType {

    static final int CODE = 0x6E;

    private static final int SCALE = 4;

    @Override
    public SqlType sqlType() {
        return SqlType.of(size == 4 ? SqlType.Kind.SMALLMONEY : SqlType.Kind.MONEY);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(CODE).u8(size);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        BigDecimal money = ((BigDecimal) value).setScale(SCALE, RoundingMode.HALF_UP);
        if (money.unscaledValue().bitLength() >= size * 8) {
            throw new UnwritableValueException(
                    "Invalid " + (size == 4 ? "smallmoney" : "money") + ": " + money.toPlainString());
        }
        long units = money.unscaledValue().longValueExact();
        out.u8(size);
        if (size == 8) {
            out.i32((int) (units >> 32));
        }
        out.i32((int) units);
    }

    @Override
    public Object read(WireReader in, int length) throws ProtocolException {
        if (length != 4 && (length != 8 || size != 8)) {
            throw ByteLengthType.invalidLength("money of " + size + " bytes", length);
        }
        long high = length == 8 ? in.i32() : 0;
        int low = in.i32();
        long units = length == 8 ? (high << 32) | (low & 0xFFFFFFFFL) : low;
        return BigDecimal.valueOf(units, SCALE);
    }
}
