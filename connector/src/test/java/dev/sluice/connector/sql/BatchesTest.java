package dev.sluice.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchesTest {

    @Test
    void splitsAScriptAtLinesWithGo() {
        assertThat(Batches.of("CREATE SCHEMA a\nGO\n\n go \nSELECT 1;\nSELECT 'GO'\n"))
                .containsExactly("CREATE SCHEMA a", "SELECT 1;\nSELECT 'GO'");
    }

    @Test
    void hasNoBatchesInAnEmptyScript() {
        assertThat(Batches.of(" \nGO\n")).isEmpty();
    }

    @Test
    void splitsABatchAtSemicolonsOutsideOfTextsNamesAndComments() {
        assertThat(Batches.statements("SELECT ';' AS [a;b], \"c;d\" -- e;f\n; /* g;h */ DELETE t;;\n"))
                .isEqualTo(List.of("SELECT ';' AS [a;b], \"c;d\" -- e;f", "/* g;h */ DELETE t"));
    }

    @Test
    void takesAnOpenTextToItsEnd() {
        assertThat(Batches.statements("SELECT 'a;b")).containsExactly("SELECT 'a;b");
    }
}
