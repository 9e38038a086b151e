package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScalaCellTest {

    @Test
    void eachLineIsAPiece() {
        assertThat(ScalaCell.pieces("\nval a = 1\n\nval b = 2\n")).containsExactly("val a = 1", "", "val b = 2");
    }

    @Test
    void aLeadingDotGoesOnWithTheLineBefore() {
        assertThat(ScalaCell.pieces("df\n  .select(1)\n\n  // why\n  .show()\nval c = .5"))
                .containsExactly("df\n  .select(1)\n\n  // why\n  .show()", "val c = .5");
    }

    @Test
    void aDotBeforeADigitBeginsANumber() {
        assertThat(ScalaCell.pieces("a\n.5")).containsExactly("a", ".5");
    }

    @Test
    void elseCatchAndFinallyGoOnWithTheLineBefore() {
        assertThat(ScalaCell.pieces("if (a) {\n}\nelse {\n}\ntry x\ncatch f\nfinally g"))
                .containsExactly("if (a) {", "}\nelse {", "}", "try x\ncatch f\nfinally g");
        assertThat(ScalaCell.pieces("a\nelsewhere")).containsExactly("a", "elsewhere");
    }

    @Test
    void aCellThatBeginsWithADotIsLeftToTheCompiler() {
        assertThat(ScalaCell.pieces(".a")).containsExactly(".a");
        assertThat(ScalaCell.pieces(" ")).isEmpty();
    }
}
