package dev.sluice.pool.identity.fault;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Chooses requests of a service and says what happens to them.
 *
 * <p>The count of a rule's requests begins when the rule comes into the rules of the service and goes on as long as it
 * stays there; its fault may change meanwhile, all else makes it another rule. To begin anew, give it another name.
 *
 * @param name told in the journal
 * @param match regular expressions by attribute of the request; each must be found in the attribute's value. An empty map
 *     matches every request
 * @param skip how many matching requests pass first
 * @param times how many are struck then
 */
public record FaultRule(String name, Map<String, String> match, int skip, int times, Fault fault) {

    public FaultRule {
        requireNonNull(fault, "fault");
        if (name.isBlank()) {
            throw new IllegalArgumentException("Invalid name of a fault rule: '" + name + "'; give it one");
        }
        if (skip < 0) {
            throw new IllegalArgumentException(
                    "Invalid skip of fault rule '" + name + "': " + skip + "; use 0 or more");
        }
        if (times < 1) {
            throw new IllegalArgumentException(
                    "Invalid times of fault rule '" + name + "': " + times + "; use 1 or more");
        }
        match = Map.copyOf(match);
        match.forEach((attribute, expression) -> requireExpression(name, attribute, expression));
    }

    /** Returns a rule that strikes the first request of all. */
    public static FaultRule of(String name, Fault fault) {
        return new FaultRule(name, Map.of(), 0, 1, fault);
    }

    /** Returns the rule for requests that have, beside what was asked before, the expression in this attribute. */
    public FaultRule where(String attribute, String expression) {
        Map<String, String> more = new TreeMap<>(match);
        more.put(attribute, expression);
        return new FaultRule(name, more, skip, times, fault);
    }

    /** Returns the rule with so many matching requests that pass first. */
    public FaultRule skipping(int requests) {
        return new FaultRule(name, match, requests, times, fault);
    }

    /** Returns the rule with so many matching requests, one after the other, that are struck. */
    public FaultRule striking(int requests) {
        return new FaultRule(name, match, skip, requests, fault);
    }

    /** What its count belongs to: all but the fault. */
    List<Object> counted() {
        return List.of(name, match, skip, times);
    }

    /** Whether the request is one that this rule counts. */
    public boolean matches(Map<String, String> request) {
        return match.entrySet().stream()
                .allMatch(each -> Pattern.compile(each.getValue())
                        .matcher(request.getOrDefault(each.getKey(), ""))
                        .find());
    }

    /** Whether the matching request of this number, from 0, is struck. */
    boolean strikes(int number) {
        return number >= skip && number - skip < times;
    }

    private static void requireExpression(String name, String attribute, String expression) {
        try {
            Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "Invalid expression for '" + attribute + "' of fault rule '" + name + "': " + e.getMessage(), e);
        }
    }
}
