package dev.sluice.connector.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RemedyTest {

    @Test
    void writesOneLineThatKeepsTheOtherColumns() {
        assertThat(Remedy.select("frame", List.of("id", "a b", "x"), Map.of("a b", "to_json(`a b`)")))
                .isEqualTo("frame.selectExpr(\"id\", \"to_json(`a b`) as `a b`\", \"x\")");
    }

    @Test
    void callsWhatIsNoVariableByTheUsualName() {
        assertThat(Remedy.select("`my view`", List.of("a"), Map.of())).isEqualTo("df.selectExpr(\"a\")");
        assertThat(Remedy.select("the frame", List.of("a"), Map.of())).isEqualTo("df.selectExpr(\"a\")");
    }

    @Test
    void writesAnyNameIntoAString() {
        assertThat(Remedy.select("df", List.of("a`b", "c\"d", "e\\f", "g\nh\ri\tj"), Map.of()))
                .isEqualTo("df.selectExpr(\"`a``b`\", \"`c\\\"d`\", \"`e\\\\f`\", \"`g\\nh\\ri\\tj`\")");
    }

    @Test
    void givesEveryColumnANameOfItsOwn() {
        assertThat(Remedy.rename("df", List.of("id", "ID", "id", "id_2", " ", "", "x".repeat(200))))
                .isEqualTo("df.toDF(\"id\", \"ID_2\", \"id_3\", \"id_2_2\", \"column\", \"column_2\", \""
                        + "x".repeat(120) + "\")");
    }
}
