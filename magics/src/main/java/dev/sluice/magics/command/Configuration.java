package dev.sluice.magics.command;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.magics.syntax.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code %%configure} cell asks for.
 *
 * @param force whether a session that has started is to be restarted
 * @param properties fields of Livy's session, such as {@code conf} or {@code driverMemory}; null takes one back
 */
public record Configuration(boolean force, Map<String, @Nullable Object> properties) {

    private static final String EXAMPLE = "{\"driverMemory\": \"2g\", \"conf\": {\"spark.sql.shuffle.partitions\": 8}}";

    /** These are the notebook's own: it finds its session by them. */
    private static final Set<String> RESERVED = Set.of("name", "kind", "heartbeatTimeoutInSecond");

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // The first of two values would be read and ignored.
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /**
     * Reads the cell.
     *
     * @param line what stands behind {@code %%configure}
     * @param body the lines below
     * @throws UsageException if it is no JSON object, with the position
     */
    public static Configuration parse(String line, String body) {
        boolean force = line.equals("-f") || line.startsWith("-f ") || line.startsWith("-f{");
        String rest = force ? "  " + line.substring(2) : line;
        if (rest.strip().startsWith("-")) {
            throw new UsageException(
                    "Unknown option " + rest.strip().split("\\s", 2)[0] + " of %%configure",
                    "Only -f is known: it restarts a session that has started.");
        }
        // The line stays, even if it is blank, so that positions are those in the cell.
        return new Configuration(force, properties(rest + '\n' + body));
    }

    private static Map<String, @Nullable Object> properties(String text) {
        if (text.isBlank()) {
            throw new UsageException(
                    "Missing settings", "Write a JSON object below %%configure, as in " + EXAMPLE + '.');
        }
        JsonNode json = read(text);
        if (!json.isObject()) {
            throw new UsageException("The settings are no JSON object", "Write for example " + EXAMPLE + '.');
        }
        for (String reserved : RESERVED) {
            if (json.has(reserved)) {
                throw new UsageException("Setting '" + reserved + "' is the notebook's own", "Leave it out.");
            }
        }
        json.fields().forEachRemaining(field -> SessionField.require(field.getKey(), field.getValue()));
        return JSON.convertValue(json, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {});
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            String position =
                    where == null ? "" : " at line " + where.getLineNr() + ", near column " + where.getColumnNr();
            String reason = e.getOriginalMessage()
                    .replaceAll("\\s*\\(for Object starting at.*", "")
                    .lines()
                    .findFirst()
                    .orElse("");
            throw new UsageException("Invalid JSON" + position + ": " + reason, "Write for example " + EXAMPLE + '.');
        }
    }
}
