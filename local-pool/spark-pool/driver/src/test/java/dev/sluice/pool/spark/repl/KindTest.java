package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KindTest {

    @Test
    void theStatementsKindComesBeforeTheSessions() {
        assertThat(Kind.of("sql", "spark")).isEqualTo(Kind.SQL);
        assertThat(Kind.of(null, "spark")).isEqualTo(Kind.SPARK);
        assertThat(Kind.of("pyspark3", null)).isEqualTo(Kind.PYSPARK);
        assertThat(Kind.of("sparkr", "shared")).isEqualTo(Kind.SPARKR);
    }

    @Test
    void aMissingOrUnknownKindIsRefused() {
        for (String none : new String[] {null, "", "shared"}) {
            assertThatThrownBy(() -> Kind.of(null, none))
                    .hasMessage("The statement names no kind and the session has none:"
                            + " add \"kind\": spark, pyspark or sql");
        }
        assertThatThrownBy(() -> Kind.of("cobol", null)).hasMessage("Unknown kind 'cobol': use spark, pyspark or sql");
    }
}
