package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.magics.cell.CellOutcome.Failed;
import dev.sluice.magics.cell.MimeBundle;
import java.util.List;

/** Parts that the contents of several messages have in common. */
final class Contents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Contents() {}

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode ok() {
        return empty().put("status", "ok");
    }

    static ObjectNode error(Failed failure) {
        ObjectNode content = empty().put("status", "error");
        content.setAll(failure(failure));
        return content;
    }

    /** Returns {@code ename}, {@code evalue} and {@code traceback}, which is all that front ends show. */
    static ObjectNode failure(Failed failure) {
        ObjectNode content = empty().put("ename", failure.name()).put("evalue", failure.message());
        ArrayNode lines = content.putArray("traceback");
        List<String> traceback = failure.traceback().isEmpty()
                ? List.of(failure.name() + ": " + failure.message())
                : failure.traceback();
        traceback.forEach(lines::add);
        return content;
    }

    /** Returns {@code data} and {@code metadata} of something to show. */
    static ObjectNode shown(MimeBundle bundle) {
        ObjectNode content = empty();
        content.set("data", JSON.valueToTree(bundle.forms()));
        content.putObject("metadata");
        return content;
    }
}
