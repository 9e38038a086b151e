package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What clients before TDS 7.3 get in place of date, time, datetime2 and datetimeoffset: nvarchar, as T-SQL casts.
 *
 * @param type what the column is
 * @param carrier what the client sees
 */
record DatesAsText(SqlType type, NationalCharacters carrier, DateTimeFormatter format) implements WireType {

    static boolean isNeededFor(SqlType type) {
        return switch (type.kind()) {
            case DATE, TIME, DATETIME2, DATETIMEOFFSET -> true;
            default -> false;
        };
    }

    static DatesAsText of(SqlType type) {
        int fraction = type.scale() == 0 ? 0 : type.scale() + 1;
        DateTimeFormatter time = time(type.scale());
        return switch (type.kind()) {
            case DATE -> of(type, 10, DateTimeFormatter.ISO_LOCAL_DATE);
            case TIME -> of(type, 8 + fraction, time);
            case DATETIME2 -> of(type, 19 + fraction, moment(time).toFormatter(Locale.ROOT));
            default ->
                of(type, 26 + fraction, moment(time).appendPattern(" xxx").toFormatter(Locale.ROOT));
        };
    }

    private static DatesAsText of(SqlType type, int length, DateTimeFormatter format) {
        return new DatesAsText(type, new NationalCharacters(SqlType.Kind.NVARCHAR, length), format);
    }

    private static DateTimeFormatterBuilder moment(DateTimeFormatter time) {
        return new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendLiteral(' ')
                .append(time);
    }

    private static DateTimeFormatter time(int scale) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().appendPattern("HH:mm:ss");
        if (scale > 0) {
            builder.appendFraction(ChronoField.NANO_OF_SECOND, scale, scale, true);
        }
        return builder.toFormatter(Locale.ROOT);
    }

    @Override
    public SqlType sqlType() {
        return type;
    }

    @Override
    public void writeInfo(MessageWriter out) {
        carrier.writeInfo(out);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        carrier.write(out, format.format((TemporalAccessor) value));
    }

    @Override
    public void writeNull(MessageWriter out) {
        carrier.writeNull(out);
    }

    @Override
    public @Nullable Object read(WireReader in) throws ProtocolException {
        return carrier.read(in);
    }
}
