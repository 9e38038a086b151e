package dev.sluice.pool.identity.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultRuleTest {

    @Test
    void isReadAsItWasWritten() throws IOException {
        List<FaultRule> rules = List.of(
                FaultRule.of("a", new Fault.Cut(Moment.DURING)),
                FaultRule.of("b", new Fault.Pause(Moment.BEFORE))
                        .where("text", "^RENAME")
                        .where("login", "ı|i"),
                FaultRule.of("c", new Fault.Fail(Moment.AFTER, 503, "ServerBusy"))
                        .skipping(3)
                        .striking(2));
        assertThat(RuleFormat.read(RuleFormat.write(rules))).isEqualTo(rules);
    }

    @Test
    void strikesTheFirstMatchingRequestWhereItSaysNoMore() throws IOException {
        assertThat(RuleFormat.read("[{'name':'x','moment':'after','effect':'cut'}]"
                        .replace('\'', '"')
                        .getBytes(UTF_8)))
                .containsExactly(new FaultRule("x", Map.of(), 0, 1, new Fault.Cut(Moment.AFTER)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{}#Invalid fault rules: no array; write [{\"name\": ...}, ...]",
                "[{'moment':'after','effect':'cut'}]#Invalid fault rule {\"moment\":\"after\",\"effect\":\"cut\"}: it"
                        + " has no text 'name'",
                "[{'name':'x','effect':'cut'}]#Invalid fault rule {\"name\":\"x\",\"effect\":\"cut\"}: it has no text"
                        + " 'moment'",
                "[{'name':'x','moment':'AFTER','effect':'cut'}]#Invalid moment of fault rule"
                        + " {\"name\":\"x\",\"moment\":\"AFTER\",\"effect\":\"cut\"}: use before, during or after",
                "[{'name':'x','moment':'after','effect':'drop'}]#Invalid effect of fault rule"
                        + " {\"name\":\"x\",\"moment\":\"after\",\"effect\":\"drop\"}: use cut, pause or fail",
                "[{'name':'x','moment':'after','effect':'cut','nth':2}]#Invalid fault rule"
                        + " {\"name\":\"x\",\"moment\":\"after\",\"effect\":\"cut\",\"nth\":2}: unknown field 'nth'",
                "[{'name':'x','moment':'after','effect':'cut','skip':'2'}]#Invalid fault rule"
                        + " {\"name\":\"x\",\"moment\":\"after\",\"effect\":\"cut\",\"skip\":\"2\"}: 'skip' is no number",
                "[{'name':'x','moment':'after','effect':'cut','skip':-1}]#Invalid skip of fault rule 'x': -1; use 0 or"
                        + " more",
                "[{'name':'x','moment':'after','effect':'cut','times':0}]#Invalid times of fault rule 'x': 0; use 1 or"
                        + " more",
                "[{'name':' ','moment':'after','effect':'cut'}]#Invalid name of a fault rule: ' '; give it one",
                "[{'name':'x','moment':'during','effect':'fail','code':1,'message':'m'}]#Invalid moment of a failure:"
                        + " DURING; use BEFORE or AFTER",
                "[{'name':'x','moment':'before','effect':'cut'},{'name':'x','moment':'after','effect':'cut'}]#Invalid"
                        + " fault rules: two have the name 'x'",
            })
    void isRefusedWithWhatIsWrong(String rules, String message) {
        assertThatThrownBy(() -> RuleFormat.read(rules.replace('\'', '"').getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void isRefusedWithAnExpressionThatIsNone() {
        FaultRule rule = FaultRule.of("x", new Fault.Cut(Moment.AFTER));
        assertThatThrownBy(() -> rule.where("text", "("))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid expression for 'text' of fault rule 'x': Unclosed group");
    }
}
