package dev.sluice.pool.sql.engine.polybase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.sql.engine.polybase.ParquetColumn.Writer;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParquetColumnTest {

    private static final String MILLIS =
            "TimestampType(isAdjustedToUTC=1, unit=TimeUnit(MILLIS=MilliSeconds()," + " MICROS=<null>, NANOS=<null>))";

    /** The loading table of the dedicated pool's documentation, and what the pool's own files add. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "BOOLEAN~~BOOLEAN~BOOLEAN~[BIT]~[]",
                "INT32~|INT_8~TINYINT~INT32 (INT(8,true))~[SMALLINT]~[]",
                "INT32~|INT_16~SMALLINT~INT32 (INT(16,true))~[SMALLINT]~[]",
                "INT32~|INT_32~INTEGER~INT32~[INT]~[]",
                "INT64~|INT_64~BIGINT~INT64~[BIGINT]~[]",
                "INT32~|UINT_8~UTINYINT~INT32 (INT(8,false))~[TINYINT]~[]",
                "INT32~|UINT_16~USMALLINT~INT32 (INT(16,false))~[INT]~[]",
                "INT32~|UINT_32~UINTEGER~INT32 (INT(32,false))~[BIGINT]~[]",
                "INT64~|UINT_64~UBIGINT~INT64 (INT(64,false))~[DECIMAL]~[]",
                "FLOAT~~FLOAT~FLOAT~[REAL]~[]",
                "DOUBLE~~DOUBLE~DOUBLE~[FLOAT]~[]",
                "INT64~|DECIMAL~DECIMAL(10,4)~INT64 (DECIMAL(10,4))~[DECIMAL, MONEY, SMALLMONEY]~[]",
                "FIXED_LEN_BYTE_ARRAY~|DECIMAL~DECIMAL(38,10)~FIXED_LEN_BYTE_ARRAY (DECIMAL(38,10))~[DECIMAL]~[]",
                "INT32~|DATE~DATE~INT32 (DATE)~[DATE]~[]",
                "INT32~|TIME_MILLIS~TIME~INT32 (TIME(MILLIS))~[TIME]~[]",
                "INT64~|TIME_MICROS~TIME~INT64 (TIME(MICROS))~[]~[]",
                "INT96~~TIMESTAMP~INT96~[DATETIME, SMALLDATETIME, DATETIME2]~[]",
                "INT64~|TIMESTAMP_MILLIS~TIMESTAMP~INT64 (TIMESTAMP(MILLIS))~[DATETIME, SMALLDATETIME, DATETIME2]~[]",
                "INT64~|TIMESTAMP_MICROS~TIMESTAMP WITH TIME ZONE~INT64"
                        + " (TIMESTAMP(MICROS))~[]~[DATETIME, SMALLDATETIME, DATETIME2]",
                "INT64~NANOS=NanoSeconds()~TIMESTAMP_NS~INT64"
                        + " (TIMESTAMP(NANOS))~[]~[DATETIME, SMALLDATETIME, DATETIME2]",
                "BYTE_ARRAY~|UTF8~VARCHAR~BYTE_ARRAY (UTF8)~[CHAR, VARCHAR, NCHAR, NVARCHAR, UNIQUEIDENTIFIER]~"
                        + "[TIME, DATETIMEOFFSET]",
                "BYTE_ARRAY~|JSON~JSON~BYTE_ARRAY (JSON)~[CHAR, VARCHAR, NCHAR, NVARCHAR]~[]",
                "BYTE_ARRAY~~BLOB~BYTE_ARRAY~[BINARY, VARBINARY]~[]",
                "FIXED_LEN_BYTE_ARRAY~UUIDType()~UUID~FIXED_LEN_BYTE_ARRAY (UUID)~[UNIQUEIDENTIFIER]~[]",
                "~|LIST~~group~[]~[]",
            })
    void isReadAsTheTypesOfTheTable(
            String type, String logical, String read, String shown, String kinds, String ownKinds) {
        ParquetColumn column = new ParquetColumn("c", text(type), text(logical), text(read));
        assertThat(column.shown()).isEqualTo(shown);
        List<Kind> readable = new ArrayList<>();
        List<Kind> own = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            SqlType declared = new SqlType(kind, 10, 38, read != null && read.startsWith("UBIGINT") ? 0 : 10);
            if (column.readableAs(declared, Writer.OTHER)) {
                readable.add(kind);
            } else if (column.readableAs(declared, Writer.POOL)) {
                own.add(kind);
            }
        }
        assertThat(readable.toString()).isEqualTo(kinds);
        assertThat(own.toString()).isEqualTo(ownKinds);
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    @ParameterizedTest
    @CsvSource({"18,4,true", "19,5,true", "18,3,false", "17,4,false", "38,20,true", "38,25,false"})
    void aDecimalIsReadWhereItFits(int precision, int scale, boolean fits) {
        ParquetColumn column = new ParquetColumn("c", "INT64", "", "DECIMAL(18,4)");
        assertThat(column.readableAs(new SqlType(Kind.DECIMAL, 0, precision, scale), Writer.OTHER))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void millisecondsAreToldByEitherAnnotation(boolean logical) {
        ParquetColumn column =
                new ParquetColumn("c", "INT64", logical ? MILLIS : "|TIMESTAMP_MILLIS", "TIMESTAMP WITH TIME ZONE");
        assertThat(column.readableAs(new SqlType(Kind.DATETIME2, 0, 0, 7), Writer.OTHER))
                .isTrue();
    }
}
