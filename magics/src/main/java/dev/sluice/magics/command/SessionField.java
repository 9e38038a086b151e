package dev.sluice.magics.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.magics.syntax.NearMatch;
import dev.sluice.magics.syntax.UsageException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Fields of a session's request and what they hold: those of the open-source server (its {@code CreateInteractiveRequest}, 0.7 to
 * 0.9), then those that Synapse, Fabric and Lighter add. A server refuses those that it does not have.
 */
enum SessionField {
    PROXY_USER("proxyUser", Shape.TEXT),
    JARS("jars", Shape.TEXTS),
    PY_FILES("pyFiles", Shape.TEXTS),
    FILES("files", Shape.TEXTS),
    ARCHIVES("archives", Shape.TEXTS),
    DRIVER_MEMORY("driverMemory", Shape.SIZE),
    DRIVER_CORES("driverCores", Shape.COUNT),
    EXECUTOR_MEMORY("executorMemory", Shape.SIZE),
    EXECUTOR_CORES("executorCores", Shape.COUNT),
    NUM_EXECUTORS("numExecutors", Shape.COUNT),
    QUEUE("queue", Shape.TEXT),
    CONF("conf", Shape.SETTINGS),
    TTL("ttl", Shape.TEXT),
    IDLE_TIMEOUT("idleTimeout", Shape.TEXT),
    TAGS("tags", Shape.SETTINGS),
    ARTIFACT_ID("artifactId", Shape.TEXT),
    FILE("file", Shape.TEXT),
    CLASS_NAME("className", Shape.TEXT),
    ARGS("args", Shape.TEXTS),
    PERMANENT("permanent", Shape.FLAG);

    /** What Spark reads as a size: without a unit it would count bytes or mebibytes, by field. */
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,17}(?:[kmgtp]b?)", Pattern.CASE_INSENSITIVE);

    private enum Shape {
        TEXT("a text", "\"text\""),
        TEXTS("a list of texts", "[\"text\"]"),
        SIZE("a size with its unit", "\"2g\""),
        COUNT("a whole number, 1 or more", "2"),
        SETTINGS("an object whose values are texts, numbers, true or false", "{\"spark.sql.shuffle.partitions\": 8}"),
        FLAG("true or false", "true");

        private final String title;
        private final String example;

        Shape(String title, String example) {
            this.title = title;
            this.example = example;
        }
    }

    private final String word;
    private final Shape shape;

    SessionField(String word, Shape shape) {
        this.word = word;
        this.shape = shape;
    }

    /**
     * Checks a field. Null takes a setting back, and is always right.
     *
     * @throws UsageException if there is no such field, or it holds something else
     */
    static void require(String name, JsonNode value) {
        SessionField field = Arrays.stream(values())
                .filter(each -> each.word.equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
        if (!value.isNull() && !field.fits(value)) {
            throw new UsageException(
                    "Invalid " + name + field.wrongPart(value).orElse(" " + value) + ": expected " + field.shape.title,
                    "Write for example {\"" + name + "\": " + field.shape.example + "}.");
        }
    }

    private static UsageException unknown(String name) {
        if (name.startsWith("spark.")) {
            return new UsageException(
                    "Unknown setting '" + name + "'",
                    "Properties of Spark stand within conf, as in {\"conf\": {\"" + name + "\": ...}}.");
        }
        List<String> words = Arrays.stream(values()).map(field -> field.word).toList();
        return new UsageException(
                "Unknown setting '" + name + "'",
                NearMatch.question(name, words) + "There are " + String.join(", ", words) + '.');
    }

    private boolean fits(JsonNode value) {
        return switch (shape) {
            case TEXT -> isText(value);
            case TEXTS -> value.isArray() && all(value.elements(), SessionField::isText);
            case SIZE -> value.isTextual() && SIZE.matcher(value.textValue()).matches();
            case COUNT -> value.isInt() && value.intValue() >= 1;
            case SETTINGS -> value.isObject() && wrongPart(value).isEmpty();
            case FLAG -> value.isBoolean();
        };
    }

    /** Returns the entry of an object that is wrong. */
    private Optional<String> wrongPart(JsonNode value) {
        if (shape != Shape.SETTINGS || !value.isObject()) {
            return Optional.empty();
        }
        for (Iterator<Map.Entry<String, JsonNode>> entries = value.fields(); entries.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = entries.next();
            if (entry.getValue().isContainerNode() || entry.getKey().isBlank()) {
                return Optional.of(" entry \"" + entry.getKey() + "\" = " + entry.getValue());
            }
        }
        return Optional.empty();
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank();
    }

    private static boolean all(Iterator<JsonNode> elements, Predicate<JsonNode> check) {
        while (elements.hasNext()) {
            if (!check.test(elements.next())) {
                return false;
            }
        }
        return true;
    }
}
