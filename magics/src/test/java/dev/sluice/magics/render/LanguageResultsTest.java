package dev.sluice.magics.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.magics.cell.MimeBundle;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LanguageResultsTest {

    private static Map<String, Object> field(String name, Object type) {
        return Map.of("name", name, "type", type, "nullable", true, "metadata", Map.of());
    }

    private static Map<String, @Nullable Object> sql(List<Map<String, Object>> fields, List<List<Object>> rows) {
        return Map.of("application/json", Map.of("schema", Map.of("type", "struct", "fields", fields), "data", rows));
    }

    private static String text(Map<String, @Nullable Object> data) {
        return LanguageResults.rich(data, 2).map(MimeBundle::text).orElse("none");
    }

    @Test
    void showsARowOfEveryKindOfType() {
        Map<String, Object> nested = Map.of(
                "type",
                "struct",
                "fields",
                List.of(
                        field("a", Map.of("type", "array", "elementType", "integer", "containsNull", true)),
                        field("m", Map.of("type", "map", "keyType", "string", "valueType", "long"))));
        Map<String, @Nullable Object> data = sql(
                List.of(
                        field("s", nested),
                        field("b", "binary"),
                        field("u", Map.of("type", "udt", "sqlType", "string"))),
                List.of(
                        List.of(List.of(List.of(1), Map.of("k", 2)), List.of(-1, 16), "text"),
                        List.of(List.of(), "odd")));
        MimeBundle bundle = LanguageResults.rich(data, 1000).orElseThrow();
        assertThat(bundle.text()).isEqualTo("""
                        s             | b      | u
                        --------------+--------+-----
                        [[1],{"k":2}] | 0xFF10 | text
                        []            | odd    | NULL
                        2 rows""");
        assertThat(String.valueOf(bundle.forms().get(MimeBundle.HTML)))
                .contains("struct&lt;a:array&lt;integer&gt;,m:map&lt;string,long&gt;&gt;</span>", ">string</span>");
    }

    @Test
    void saysThatThereMayBeMoreRows() {
        assertThat(text(sql(List.of(field("n", "integer")), List.of(List.of(1), List.of(2)))))
                .endsWith("first 2 rows shown: the Spark pool returns no more to a notebook, there may be more");
    }

    @Test
    void saysThatAStatementReturnsNoRows() {
        assertThat(text(sql(List.of(), List.of()))).isEqualTo("Done. The statement returns no rows.");
    }

    @Test
    void showsTablesOfLivy() {
        assertThat(text(Map.of(
                        "application/vnd.livy.table.v1+json",
                        Map.of(
                                "headers",
                                List.of(Map.of("name", "n", "type", "BIGINT_TYPE")),
                                "data",
                                List.of(List.of(10), List.of(2), List.of(3))))))
                .isEqualTo(" n\n--\n10\n 2\n 3\n3 rows");
    }

    @Test
    void passesOtherContentOn() {
        Map<String, @Nullable Object> image = new HashMap<>();
        image.put("image/png", "aGk=");
        image.put("text/html", null);
        MimeBundle bundle = LanguageResults.rich(image, 2).orElseThrow();
        assertThat(bundle.forms()).containsOnlyKeys("text/plain", "image/png");
        assertThat(LanguageResults.rich(Map.of("text/html", "<b>x</b>", "text/plain", "x"), 2)
                        .map(MimeBundle::text))
                .contains("x");
        assertThat(text(Map.of("application/json", Map.of("a", 1)))).isEqualTo("{\n  \"a\" : 1\n}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/javascript",
                "text/javascript",
                "image/svg+xml",
                "text/markdown",
                "text/latex",
                "application/vnd.bokehjs_exec.v0+json",
                "application/vnd.jupyter.widget-view+json",
                "application/vnd.plotly.v1+json",
                "Text/HTML",
                "x"
            })
    void showsNothingThatCouldRunInTheNotebook(String type) {
        MimeBundle alone =
                LanguageResults.rich(Map.of(type, "<script>x</script>"), 2).orElseThrow();
        assertThat(alone.forms()).containsOnlyKeys("text/plain");
        assertThat(alone.text())
                .isEqualTo("(" + type + ") Not shown: " + type
                        + ". A Spark pool shows text, images and JSON in a notebook,"
                        + " and nothing that could run there.");

        Map<String, @Nullable Object> beside =
                new HashMap<>(Map.of("image/png", "aGk=", "application/json", Map.of("a", 1)));
        beside.put(type, "<script>x</script>");
        assertThat(LanguageResults.rich(beside, 2).orElseThrow().forms())
                .containsOnlyKeys("text/plain", "image/png", "application/json");
    }

    @Test
    void drawsNoMoreRowsThanAPageCanHold() {
        assertThat(LanguageResults.rich(
                                sql(List.of(field("n", "integer")), Collections.nCopies(200_000, List.of(1))),
                                1_000_000)
                        .orElseThrow()
                        .text())
                .endsWith("first 10,000 rows shown: the Spark pool returns no more to a notebook, there may be more");
    }

    @Test
    void showsImagesThatAreTextAlone() {
        assertThat(LanguageResults.rich(Map.of("image/png", Map.of("a", 1)), 2)
                        .orElseThrow()
                        .forms())
                .containsOnlyKeys("text/plain");
    }

    /** Written out, this number has a billion digits. */
    @Test
    void writesNoNumberOutThatIsTooLong() {
        assertThat(text(sql(List.of(field("n", "decimal(38,0)")), List.of(List.of(new BigDecimal("1E+999999999"))))))
                .startsWith("           n\n------------\n1E+999999999\n");
    }

    @Test
    void leavesTextToTheOutput() {
        assertThat(text(Map.of("text/plain", "x"))).isEqualTo("none");
        assertThat(text(Map.of())).isEqualTo("none");
    }

    @Test
    void keepsApartWhatTheServerTellsApart() {
        Map<String, Object> data = Map.of(
                "text/plain",
                "printed\n3",
                "application/vnd.sluice.output.v1+json",
                Map.of("stdout", "printed\n", "stderr", "careful", "result", "3"));

        assertThat(LanguageResults.apart(data)).contains(new LanguageResults.Apart("printed\n", "careful", "3"));
        assertThat(LanguageResults.rich(data, 10)).isEmpty();
    }

    @Test
    void hasNoPartsOfServerThatAnswersWithTextAlone() {
        assertThat(LanguageResults.apart(Map.of("text/plain", "3"))).isEmpty();
        assertThat(LanguageResults.apart(Map.of(
                        "application/json",
                        1,
                        "application/vnd.sluice.output.v1+json",
                        Map.of("stdout", "", "stderr", "careful"))))
                .isEmpty();
    }
}
