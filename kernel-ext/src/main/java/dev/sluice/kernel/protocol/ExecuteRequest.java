package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Content of {@code execute_request}. {@code allow_stdin} is not read: cells never ask for input.
 *
 * @param silent nothing is published but busy and idle
 * @param storesHistory the cell counts and is remembered
 * @param expressions code to run after the cell, by the name that its value gets in the reply
 * @param stopsOnError a failure aborts the cells that wait
 */
record ExecuteRequest(
        String code, boolean silent, boolean storesHistory, Map<String, String> expressions, boolean stopsOnError) {

    static ExecuteRequest read(JsonNode content) {
        Map<String, String> expressions = new LinkedHashMap<>();
        content.path("user_expressions")
                .fields()
                .forEachRemaining(field ->
                        expressions.put(field.getKey(), field.getValue().asText()));
        boolean silent = content.path("silent").asBoolean(false);
        return new ExecuteRequest(
                content.path("code").asText(),
                silent,
                !silent && content.path("store_history").asBoolean(true),
                expressions,
                content.path("stop_on_error").asBoolean(true));
    }
}
