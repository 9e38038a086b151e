package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The cells that this kernel ran, for {@code history_request}. It lives as long as the kernel, which is session 1. */
final class History {

    /** Session that entries belong to. Clients say 0 for the current one. */
    private static final int SESSION = 1;

    /** Entries kept; the oldest goes first. */
    private static final int CAPACITY = 10_000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /**
     * One cell.
     *
     * @param line its execution count
     * @param output text of its result; empty if it had none
     */
    record Entry(int line, String input, String output) {}

    synchronized void add(Entry entry) {
        if (entries.size() == CAPACITY) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    /** Answers the content of a request with the content of its reply. */
    ObjectNode answer(JsonNode request) {
        boolean withOutput = request.path("output").asBoolean(false);
        ObjectNode reply = Contents.ok();
        ArrayNode history = reply.putArray("history");
        for (Entry entry : select(request)) {
            ArrayNode row = history.addArray().add(SESSION).add(entry.line);
            if (withOutput) {
                row.addArray().add(entry.input).add(entry.output);
            } else {
                row.add(entry.input);
            }
        }
        return reply;
    }

    private List<Entry> select(JsonNode request) {
        int n = request.path("n").asInt(Integer.MAX_VALUE);
        return switch (request.path("hist_access_type").asText("tail")) {
            case "range" -> range(request);
            case "search" ->
                last(
                        n,
                        search(
                                new Glob(request.path("pattern").asText("*")),
                                request.path("unique").asBoolean(false)));
            default -> last(n, copy());
        };
    }

    private List<Entry> range(JsonNode request) {
        int session = request.path("session").asInt(0);
        if (session != 0 && session != SESSION) {
            return List.of();
        }
        int start = request.path("start").asInt(0);
        int stop = request.path("stop").asInt(Integer.MAX_VALUE);
        return copy().stream()
                .filter(entry -> entry.line >= start && entry.line < stop)
                .toList();
    }

    /** Returns what matches, oldest first. Of equal inputs {@code unique} keeps the latest. */
    private List<Entry> search(Glob pattern, boolean unique) {
        Set<String> seen = new HashSet<>();
        List<Entry> found = new ArrayList<>();
        List<Entry> all = copy();
        for (int i = all.size() - 1; i >= 0; i--) {
            Entry entry = all.get(i);
            if (pattern.matches(entry.input) && (!unique || seen.add(entry.input))) {
                found.add(0, entry);
            }
        }
        return found;
    }

    private static List<Entry> last(int n, List<Entry> all) {
        return all.subList(Math.max(0, all.size() - Math.max(0, n)), all.size());
    }

    private synchronized List<Entry> copy() {
        return new ArrayList<>(entries);
    }
}
