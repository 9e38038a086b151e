package dev.sluice.connector.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.type.PoolType.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExportTest {

    /** Two types as kind, size and scale, and whether a file of the second may be read as one of the first. */
    @ParameterizedTest
    @CsvSource({
        "INT,0,0,INT,0,0,true",
        "INT,0,0,BIGINT,0,0,false",
        "DECIMAL,10,2,DECIMAL,10,4,false",
        "DECIMAL,10,2,DECIMAL,12,2,false",
        "DECIMAL,19,4,MONEY,0,0,false",
        "TINYINT,0,0,SMALLINT,0,0,false",
        "VARCHAR,10,0,NVARCHAR,20,0,true",
        "VARCHAR,10,0,CHAR,10,0,true",
        "NVARCHAR,36,0,UNIQUEIDENTIFIER,0,0,false",
        "NVARCHAR,16,0,TIME,7,0,false",
        "VARBINARY,8,0,BINARY,8,0,true",
        "VARBINARY,8,0,VARCHAR,8,0,false",
        "DATETIME2,3,0,DATETIME2,7,0,true",
        "DATETIME2,3,0,DATETIME,0,0,false",
        "DATETIME2,7,0,DATETIMEOFFSET,7,0,false",
        "DATE,0,0,DATETIME2,0,0,false",
    })
    void knowsWhichTypesReadAlike(
            Kind kind, int size, int scale, Kind otherKind, int otherSize, int otherScale, boolean alike) {
        PoolType type = new PoolType(kind, size, scale);
        PoolType other = new PoolType(otherKind, otherSize, otherScale);

        assertThat(Export.readsAlike(type, other)).isEqualTo(alike);
        assertThat(Export.readsAlike(other, type)).isEqualTo(alike);
    }

    /** What is exported under a cast does not show what it was cast from. */
    @ParameterizedTest
    @CsvSource({
        "TINYINT,true",
        "MONEY,true",
        "SMALLMONEY,true",
        "DATETIME,true",
        "SMALLDATETIME,true",
        "DATETIMEOFFSET,true",
        "TIME,true",
        "UNIQUEIDENTIFIER,true",
        "INT,false",
        "DATETIME2,false",
        "NVARCHAR,false",
    })
    void knowsWhichTypesAreCast(Kind kind, boolean cast) {
        assertThat(Export.isCast(PoolType.of(kind))).isEqualTo(cast);
    }
}
