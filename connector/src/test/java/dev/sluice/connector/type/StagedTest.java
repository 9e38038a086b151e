package dev.sluice.connector.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StagedTest {

    /** Every Spark type that can be written: as staged, and as a column of the pool for values up to a length. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boolean|0|boolean|bit",
                "tinyint|0|smallint|smallint",
                "smallint|0|smallint|smallint",
                "int|0|int|int",
                "bigint|0|bigint|bigint",
                "decimal(38,38)|0|decimal(38,38)|decimal(38,38)",
                "decimal(1,0)|0|decimal(1,0)|decimal(1,0)",
                "float|0|float|real",
                "double|0|double|float",
                "date|0|date|date",
                "timestamp|0|timestamp|datetime2(7)",
                "timestamp_ntz|0|timestamp|datetime2(7)",
                "string|0|string|nvarchar(16)",
                "string|16|string|nvarchar(16)",
                "string|17|string|nvarchar(32)",
                "string|3999|string|nvarchar(4000)",
                "string|4000|string|nvarchar(4000)",
                "string|4001|string|nvarchar(max)",
                "binary|0|binary|varbinary(16)",
                "binary|8000|binary|varbinary(8000)",
                "binary|8001|binary|varbinary(max)",
            })
    void namesEveryTypeAndWhatItBecomesInThePool(String spark, long longest, String staged, String pool) {
        StructField field = field(spark);

        assertThat(Staged.sparkType(field)).isEqualTo(DataType.fromDDL(staged));
        assertThat(Staged.externalType(field, longest)).hasToString(pool);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "array<int>|Write it as text with to_json(c), explode it, or leave the column out",
                "map<string,int>|Write it as text with to_json(c), explode it, or leave the column out",
                "struct<a:int>|Write it as text with to_json(c), explode it, or leave the column out",
                "void|Cast it first, as in cast(c as string), or leave the column out",
                "interval|Cast it first, as in cast(c as string), or leave the column out",
                "interval year to month|Cast it first, as in cast(c as string), or leave the column out",
                "interval day to second|Cast it first, as in cast(c as string), or leave the column out",
            })
    void refusesATypeThatNoPoolHas(String spark, String fix) {
        StructField field = field(spark);

        assertThatThrownBy(() -> Staged.sparkType(field))
                .hasMessage(
                        "Cannot write column c of type " + spark + "\nWhy: A SQL pool has no such type\nFix: " + fix);
    }

    private static StructField field(String type) {
        return DataTypes.createStructField("c", DataType.fromDDL(type), true);
    }
}
