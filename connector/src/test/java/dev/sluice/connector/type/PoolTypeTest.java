package dev.sluice.connector.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PoolTypeTest {

    /** Every type that passes through Parquet: as the driver describes it, as T-SQL, in Spark, exported, wall clock. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bit|1|0|bit|boolean|[c]|false",
                "tinyint|3|0|tinyint|smallint|CAST([c] AS smallint)|false",
                "smallint|5|0|smallint|smallint|[c]|false",
                "int|10|0|int|int|[c]|false",
                "BIGINT|19|0|bigint|bigint|[c]|false",
                "decimal|38|0|decimal(38,0)|decimal(38,0)|[c]|false",
                "numeric|10|2|decimal(10,2)|decimal(10,2)|[c]|false",
                "money|19|4|money|decimal(19,4)|CAST([c] AS decimal(19,4))|false",
                "smallmoney|10|4|smallmoney|decimal(10,4)|CAST([c] AS decimal(10,4))|false",
                "real|24|0|real|float|[c]|false",
                "float|53|0|float|double|[c]|false",
                "date|10|0|date|date|[c]|false",
                "time|16|7|time(7)|string|CAST([c] AS nvarchar(16))|false",
                "datetime2|27|7|datetime2(7)|timestamp|[c]|true",
                "datetime2|19|0|datetime2(0)|timestamp|[c]|true",
                "datetime|23|3|datetime|timestamp|CAST([c] AS datetime2(3))|true",
                "smalldatetime|16|0|smalldatetime|timestamp|CAST([c] AS datetime2(0))|true",
                "datetimeoffset|34|7|datetimeoffset(7)|timestamp|CAST(([c] AT TIME ZONE 'UTC') AS datetime2(7))|false",
                "char|8000|0|char(8000)|string|[c]|false",
                "varchar|8000|0|varchar(8000)|string|[c]|false",
                "varchar|2147483647|0|varchar(max)|string|[c]|false",
                "nchar|10|0|nchar(10)|string|[c]|false",
                "nvarchar|4000|0|nvarchar(4000)|string|[c]|false",
                "nvarchar|1073741823|0|nvarchar(max)|string|[c]|false",
                "sysname|128|0|nvarchar(128)|string|[c]|false",
                "binary|16|0|binary(16)|binary|[c]|false",
                "varbinary|8000|0|varbinary(8000)|binary|[c]|false",
                "varbinary|2147483647|0|varbinary(max)|binary|[c]|false",
                "uniqueidentifier|36|0|uniqueidentifier|string|CAST([c] AS nvarchar(36))|false",
            })
    void namesEveryTypeAndWhatItBecomesInSpark(
            String name, int precision, int scale, String sql, String spark, String exported, boolean wallClock) {
        PoolType type = PoolType.describe(name, precision, scale).orElseThrow();

        assertThat(type).hasToString(sql);
        assertThat(Export.sparkType(type)).isEqualTo(DataType.fromDDL(spark));
        assertThat(Export.expression(new PoolColumn("c", type, true))).isEqualTo(exported);
        assertThat(Export.isWallClock(type)).isEqualTo(wallClock);
        assertThat(Export.sparkType(Export.exportedType(type))).isEqualTo(DataType.fromDDL(spark));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "geometry",
                "geography",
                "hierarchyid",
                "image",
                "text",
                "ntext",
                "sql_variant",
                "xml",
                "timestamp",
                "udt"
            })
    void knowsNoTypeThatCannotBeExported(String name) {
        assertThat(PoolType.describe(name, 0, 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a|[a]", "a]b|[a]]b]", "[|[[]", "ı|[ı]"})
    void quotesAnyName(String name, String sql) {
        assertThat(PoolColumn.quoted(name)).isEqualTo(sql);
    }
}
