package dev.sluice.connector.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.type.PoolType;
import dev.sluice.connector.type.PoolTypes;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeasureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bit|count sum",
                "int|count sum min max",
                "decimal(28,2)|count sum min max",
                "decimal(29,2)|count hash min max",
                "money|count sum min max",
                "real|count bits min max",
                "float|count bits min max",
                "date|count sum min max",
                "datetime2(7)|count sum min max",
                "nvarchar(16)|count hash",
                "varchar(16)|count hash",
                "nvarchar(max)|count hash",
                "varbinary(16)|count hash",
                "varbinary(max)|count hash",
                "smallmoney|count sum min max",
                "char(3)|count hash",
                "nchar(3)|count hash",
                "binary(3)|count hash",
                "time(7)|count hash",
                "datetime|count sum min max",
                "smalldatetime|count sum min max",
                "datetimeoffset(7)|count sum min max",
                "uniqueidentifier|count hash",
            })
    void fingerprintsAColumnByItsType(String type, String names) {
        assertThat(Measure.fingerprint("c", DataTypes.StringType, "[c]", PoolTypes.type(type)).stream()
                        .map(Measure::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(names);
    }

    @Test
    void quotesNamesForBothEnds() {
        Measure count = Measure.fingerprint("a`b", DataTypes.IntegerType, "[a`b]", PoolType.of(PoolType.Kind.INT))
                .get(0);

        assertThat(count.frame()).hasToString("count(a`b)");
        assertThat(count.table()).isEqualTo("COUNT_BIG([a`b])");
    }
}
