package dev.sluice.pool.sql.engine.polybase;

import dev.sluice.pool.sql.type.SqlType;
import java.util.Locale;

/**
 * A column at the top of a Parquet file.
 *
 * @param type the type it is stored as, {@code INT64}; empty for groups
 * @param logical what it is annotated with, as DuckDB names annotations; empty if nothing
 * @param read the type that DuckDB reads it as, {@code DECIMAL(18,4)}; empty for groups
 */
record ParquetColumn(String name, String type, String logical, String read) {

    /** Whose files keep times in text and timestamps in microseconds. */
    enum Writer {
        /** CETAS of this pool. */
        POOL,
        /** Spark or another program. */
        OTHER
    }

    /**
     * Whether a column declared with a type may read it: the loading table of the dedicated pool's documentation. No
     * value is converted on the way.
     */
    boolean readableAs(SqlType declared, Writer writer) {
        String base = read.contains("(") ? read.substring(0, read.indexOf('(')) : read;
        return switch (declared.kind()) {
            case BIT -> base.equals("BOOLEAN");
            case TINYINT -> base.equals("UTINYINT");
            case SMALLINT -> base.equals("SMALLINT") || base.equals("TINYINT");
            case INT -> base.equals("INTEGER") || base.equals("USMALLINT");
            case BIGINT -> base.equals("BIGINT") || base.equals("UINTEGER");
            case REAL -> base.equals("FLOAT");
            case FLOAT -> base.equals("DOUBLE");
            case DECIMAL -> decimalFits(base, declared.precision(), declared.scale());
            case MONEY -> decimalFits(base, 19, 4);
            case SMALLMONEY -> decimalFits(base, 10, 4);
            case DATE -> base.equals("DATE");
            case TIME -> (base.equals("TIME") && inMillis()) || (base.equals("VARCHAR") && writer == Writer.POOL);
            case DATETIME, SMALLDATETIME, DATETIME2 ->
                base.startsWith("TIMESTAMP") && (type.equals("INT96") || inMillis() || writer == Writer.POOL);
            case DATETIMEOFFSET -> base.equals("VARCHAR") && writer == Writer.POOL;
            case UNIQUEIDENTIFIER -> base.equals("UUID") || base.equals("VARCHAR");
            case CHAR, VARCHAR, NCHAR, NVARCHAR ->
                base.equals("VARCHAR") || base.equals("JSON") || nestedInto(declared);
            case BINARY, VARBINARY -> base.equals("BLOB");
        };
    }

    private boolean decimalFits(String base, int precision, int scale) {
        if (base.equals("UBIGINT")) {
            return scale == 0 && precision >= 20;
        }
        if (!base.equals("DECIMAL")) {
            return false;
        }
        String[] numbers =
                read.substring(read.indexOf('(') + 1, read.indexOf(')')).split(",", 2);
        int itsScale = Integer.parseInt(numbers[1].strip());
        int itsDigits = Integer.parseInt(numbers[0].strip()) - itsScale;
        return itsScale <= scale && itsDigits <= precision - scale;
    }

    private boolean nestedInto(SqlType declared) {
        return type.isEmpty() && declared.length() == SqlType.MAX;
    }

    /** Whether it is a group: a list, a map or a structure. */
    boolean nested() {
        return type.isEmpty();
    }

    private boolean inMicros() {
        return logical.contains("MICROS=Micro") || logical.contains("_MICROS");
    }

    private String unit() {
        if (inMillis()) {
            return "MILLIS";
        }
        return inMicros() ? "MICROS" : "NANOS";
    }

    private boolean inMillis() {
        return logical.contains("MILLIS=Milli") || logical.contains("_MILLIS");
    }

    /** As messages name it: {@code INT64}, {@code INT64 (TIMESTAMP(MICROS))}. */
    String shown() {
        if (nested()) {
            return "group";
        }
        String upper = read.toUpperCase(Locale.ROOT);
        if (upper.startsWith("TIMESTAMP") && !type.equals("INT96")) {
            return type + " (TIMESTAMP(" + unit() + "))";
        }
        return switch (upper) {
            case "BOOLEAN", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "BLOB", "" -> type;
            case "VARCHAR" -> type + " (UTF8)";
            case "TINYINT" -> type + " (INT(8,true))";
            case "SMALLINT" -> type + " (INT(16,true))";
            case "UTINYINT" -> type + " (INT(8,false))";
            case "USMALLINT" -> type + " (INT(16,false))";
            case "UINTEGER" -> type + " (INT(32,false))";
            case "UBIGINT" -> type + " (INT(64,false))";
            case "TIME" -> type + " (TIME(" + unit() + "))";
            default -> upper.startsWith("TIMESTAMP") ? type : type + " (" + upper + ')';
        };
    }
}
