package dev.sluice.connector.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
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
                "decimal(29,2)|count min max",
                "money|count sum min max",
                "real|count min max",
                "float|count min max",
                "date|count sum min max",
                "datetime2(7)|count sum min max",
                "nvarchar(16)|count hash",
                "varchar(16)|count hash",
                "nvarchar(max)|count bytes",
                "varbinary(16)|count hash",
                "varbinary(max)|count bytes",
                "char(3)|count",
                "time(7)|count",
                "uniqueidentifier|count",
            })
    void fingerprintsAColumnByItsType(String type, String names) {
        assertThat(Measure.fingerprint("c", "[c]", AssignmentTest.type(type)).stream()
                        .map(Measure::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(names);
    }

    @Test
    void quotesNamesForBothEnds() {
        Measure count = Measure.fingerprint("a`b", "[a`b]", PoolType.of(PoolType.Kind.INT))
                .get(0);

        assertThat(count.frame()).isEqualTo("count(`a``b`)");
        assertThat(count.table()).isEqualTo("COUNT_BIG([a`b])");
    }
}
