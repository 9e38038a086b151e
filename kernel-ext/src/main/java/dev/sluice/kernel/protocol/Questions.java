package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.Completion;
import dev.sluice.magics.cell.MimeBundle;
import java.util.Locale;
import java.util.Optional;

/** Answers questions about code, which may come while a cell runs. */
final class Questions {

    private final Cells cells;

    Questions(Cells cells) {
        this.cells = cells;
    }

    /** Answers {@code complete_request}. */
    ObjectNode complete(Request request) {
        String code = request.content().path("code").asText();
        Completion completion = cells.complete(code, cursor(request, code));
        ObjectNode reply = Contents.ok()
                .put("cursor_start", CodePoints.fromUnits(code, completion.start()))
                .put("cursor_end", CodePoints.fromUnits(code, completion.end()));
        completion.matches().forEach(reply.putArray("matches")::add);
        reply.putObject("metadata");
        return reply;
    }

    /** Answers {@code inspect_request}. */
    ObjectNode inspect(Request request) {
        String code = request.content().path("code").asText();
        Optional<MimeBundle> help = cells.inspect(code, cursor(request, code));
        ObjectNode reply = Contents.ok().put("found", help.isPresent());
        reply.putObject("data");
        reply.putObject("metadata");
        help.ifPresent(bundle -> reply.setAll(Contents.shown(bundle)));
        return reply;
    }

    /** Answers {@code is_complete_request}. */
    ObjectNode isComplete(Request request) {
        String code = request.content().path("code").asText();
        String status = cells.completeness(code).name().toLowerCase(Locale.ROOT);
        ObjectNode reply = Contents.empty().put("status", status);
        return status.equals("incomplete") ? reply.put("indent", indent(code)) : reply;
    }

    private static int cursor(Request request, String code) {
        return CodePoints.toUnits(code, request.content().path("cursor_pos").asInt(Integer.MAX_VALUE));
    }

    /** Returns what the next line begins with: as much as the last one, and four more where it opens a block. */
    private static String indent(String code) {
        String line = code.substring(code.lastIndexOf('\n') + 1);
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        String end = line.stripTrailing();
        return end.endsWith(":") || end.endsWith("{") ? indent + "    " : indent;
    }
}
