package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.MimeBundle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Help on a name as notebook users know it: a cell {@code name?} or {@code ?name} opens the pager. */
final class Pager {

    private static final Pattern QUESTION =
            Pattern.compile("\\s*(?:\\?{1,2}\\s*(?<before>[%\\w.]+)|(?<after>[%\\w.]+)\\?{1,2})\\s*");

    private Pager() {}

    /** Returns the name that a cell asks about, if the cell is nothing else. */
    static Optional<String> question(String code) {
        Matcher matcher = QUESTION.matcher(code);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String before = matcher.group("before");
        return Optional.of(before == null ? matcher.group("after") : before);
    }

    /** Adds the payload that makes the front end open its pager. */
    static void page(ObjectNode reply, MimeBundle help) {
        ArrayNode payload = reply.putArray("payload");
        ObjectNode page = payload.addObject().put("source", "page").put("start", 0);
        page.set("data", Contents.shown(help).get("data"));
    }

    static Optional<MimeBundle> answer(Cells cells, String name) {
        return cells.inspect(name, name.length());
    }
}
