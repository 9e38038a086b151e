package dev.sluice.connector.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
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
                "array<int>|to_json(c)",
                "map<string,int>|to_json(c)",
                "struct<a:int>|to_json(c)",
                "void|cast(c as string)",
                "interval|cast(c as string)",
                "interval year to month|cast(c as string)",
                "interval day to second|cast(c as string)",
            })
    void saysHowToMakeATypeOneThatAPoolHas(String spark, String remedy) {
        StructField field = field(spark);

        assertThat(Staged.remedy(field.dataType(), "c")).contains(remedy);
        assertThatThrownBy(() -> Staged.sparkType(field))
                .hasMessage("Cannot write column c of type " + spark + "\nWhy: A SQL pool has no such type\n"
                        + "Fix: Write another expression of it, or leave the column out");
    }

    @Test
    void hasNoRemedyForATypeThatAPoolHas() {
        assertThat(Staged.remedy(DataTypes.StringType, "c")).isEmpty();
        assertThat(Staged.remedy(DataTypes.createDecimalType(5, 2), "c")).isEmpty();
    }

    /** Types of an external table's columns with the types that its files have, if Spark can write them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bit|boolean",
                "smallint|smallint",
                "int|int",
                "bigint|bigint",
                "decimal(9,2)|decimal(9,2)",
                "real|float",
                "float|double",
                "date|date",
                "datetime2(3)|timestamp",
                "char(3)|string",
                "varchar(max)|string",
                "nchar(3)|string",
                "nvarchar(3)|string",
                "binary(3)|binary",
                "varbinary(3)|binary",
                "tinyint|",
                "money|",
                "time(7)|",
                "datetime|",
                "uniqueidentifier|",
            })
    void namesTheTypeOfTheFilesOfAnExternalTable(String pool, String spark) {
        assertThat(Staged.inFilesOf(PoolTypes.type(pool))
                        .map(DataType::simpleString)
                        .orElse(null))
                .isEqualTo(spark);
    }

    private static StructField field(String type) {
        return DataTypes.createStructField("c", DataType.fromDDL(type), true);
    }
}
