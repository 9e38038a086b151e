package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** DECIMALNTYPE and NUMERICNTYPE: a sign (1 is positive), then the digits as a number of 4 to 16 bytes. */
record DecimalN(int precision, int scale) implements ByteLengthType {

    static final int CODE = 0x6A;
    static final int NUMERIC_CODE = 0x6C;
    static final int MAX_PRECISION = 38;

    static DecimalN of(WireReader in) throws ProtocolException {
        in.u8();
        int precision = in.u8();
        int scale = in.u8();
        if (precision < 1 || precision > MAX_PRECISION || scale > precision) {
            throw new ProtocolException("Invalid type: decimal(" + precision + "," + scale + ")");
        }
        return new DecimalN(precision, scale);
    }

    @Override
    public SqlType sqlType() {
        return new SqlType(SqlType.Kind.DECIMAL, 0, precision, scale);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(CODE).u8(1 + magnitudeBytes()).u8(precision).u8(scale);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        BigDecimal number = scaled((BigDecimal) value);
        int bytes = magnitudeBytes();
        out.u8(1 + bytes).u8(number.signum() < 0 ? 0 : 1);
        if (number.precision() <= 18) {
            long magnitude = Math.abs(number.unscaledValue().longValueExact());
            out.number(magnitude, Math.min(bytes, 8));
            for (int i = 8; i < bytes; i++) {
                out.u8(0);
            }
            return;
        }
        byte[] magnitude = number.unscaledValue().abs().toByteArray();
        for (int i = 0; i < bytes; i++) {
            int at = magnitude.length - 1 - i;
            out.u8(at < 0 ? 0 : magnitude[at]);
        }
    }

    private BigDecimal scaled(BigDecimal value) {
        BigDecimal number = value.scale() == scale ? value : value.setScale(scale, RoundingMode.HALF_UP);
        if (number.precision() > precision) {
            throw new UnwritableValueException(
                    "Invalid decimal(" + precision + "," + scale + "): " + value.toPlainString());
        }
        return number;
    }

    @Override
    public Object read(WireReader in, int length) throws ProtocolException {
        if (length < 2 || length > 17) {
            throw ByteLengthType.invalidLength("decimal", length);
        }
        boolean positive = in.u8() != 0;
        byte[] digits = in.bytes(length - 1);
        byte[] bigEndian = new byte[digits.length];
        for (int i = 0; i < digits.length; i++) {
            bigEndian[i] = digits[digits.length - 1 - i];
        }
        BigInteger magnitude = new BigInteger(1, bigEndian);
        BigDecimal number = new BigDecimal(positive ? magnitude : magnitude.negate(), scale);
        if (number.precision() > MAX_PRECISION) {
            throw new ProtocolException("Invalid decimal: more than 38 digits");
        }
        return number;
    }

    private int magnitudeBytes() {
        if (precision <= 9) {
            return 4;
        }
        if (precision <= 19) {
            return 8;
        }
        return precision <= 28 ? 12 : 16;
    }
}
