package dev.sluice.pool.identity.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The JSON of rules, an array in the order in which they are asked:
 *
 * <pre>
 * [{"name": "x", "match": {"text": "^RENAME"}, "skip": 0, "times": 1, "moment": "after", "effect": "cut"},
 *  {"name": "y", "moment": "before", "effect": "fail", "code": 503, "message": "ServerBusy"}]
 * </pre>
 *
 * {@code match}, {@code skip} and {@code times} may be left out. A field that is not known is refused, so that a rule
 * never does less than it says.
 */
final class RuleFormat {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS =
            Set.of("name", "match", "skip", "times", "moment", "effect", "code", "message");

    private RuleFormat() {}

    static byte[] write(List<FaultRule> rules) throws IOException {
        ArrayNode array = JSON.createArrayNode();
        for (FaultRule rule : rules) {
            ObjectNode object = array.addObject()
                    .put("name", rule.name())
                    .put("skip", rule.skip())
                    .put("times", rule.times())
                    .put("moment", rule.fault().moment().name().toLowerCase(Locale.ROOT));
            ObjectNode match = object.putObject("match");
            rule.match().forEach(match::put);
            if (rule.fault() instanceof Fault.Cut) {
                object.put("effect", "cut");
            } else if (rule.fault() instanceof Fault.Pause) {
                object.put("effect", "pause");
            } else if (rule.fault() instanceof Fault.Fail fail) {
                object.put("effect", "fail").put("code", fail.code()).put("message", fail.message());
            }
        }
        return JSON.writeValueAsBytes(array);
    }

    /**
     * Reads rules.
     *
     * @throws IOException if they are not JSON
     * @throws IllegalArgumentException if they are no rules; says which is wrong and what to do
     */
    static List<FaultRule> read(byte[] text) throws IOException {
        JsonNode array = JSON.readTree(text);
        if (!array.isArray()) {
            throw new IllegalArgumentException("Invalid fault rules: no array; write [{\"name\": ...}, ...]");
        }
        List<FaultRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode object : array) {
            FaultRule rule = rule(object);
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("Invalid fault rules: two have the name '" + rule.name() + "'");
            }
            rules.add(rule);
        }
        return rules;
    }

    private static FaultRule rule(JsonNode object) {
        object.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException("Invalid fault rule " + object + ": unknown field '" + field + "'");
            }
        });
        Map<String, String> match = new LinkedHashMap<>();
        object.path("match")
                .fields()
                .forEachRemaining(
                        each -> match.put(each.getKey(), each.getValue().asText()));
        return new FaultRule(
                text(object, "name"), match, number(object, "skip", 0), number(object, "times", 1), fault(object));
    }

    private static Fault fault(JsonNode object) {
        Moment moment = moment(object);
        String effect = text(object, "effect");
        return switch (effect) {
            case "cut" -> new Fault.Cut(moment);
            case "pause" -> new Fault.Pause(moment);
            case "fail" -> new Fault.Fail(moment, number(object, "code", 0), text(object, "message"));
            default ->
                throw new IllegalArgumentException(
                        "Invalid effect of fault rule " + object + ": use cut, pause or fail");
        };
    }

    private static Moment moment(JsonNode object) {
        return switch (text(object, "moment")) {
            case "before" -> Moment.BEFORE;
            case "during" -> Moment.DURING;
            case "after" -> Moment.AFTER;
            default ->
                throw new IllegalArgumentException(
                        "Invalid moment of fault rule " + object + ": use before, during or after");
        };
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("Invalid fault rule " + object + ": it has no text '" + field + "'");
        }
        return value.textValue();
    }

    private static int number(JsonNode object, String field, int absent) {
        JsonNode value = object.path(field);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.canConvertToInt()) {
            throw new IllegalArgumentException("Invalid fault rule " + object + ": '" + field + "' is no number");
        }
        return value.intValue();
    }
}
