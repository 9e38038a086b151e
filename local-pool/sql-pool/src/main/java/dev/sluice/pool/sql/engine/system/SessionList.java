package dev.sluice.pool.sql.engine.system;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The sessions that are open: what {@code sys.dm_pdw_exec_sessions} shows. */
public final class SessionList {

    private final AtomicLong last = new AtomicLong(100);
    private final Map<Long, Entry> open = new ConcurrentSkipListMap<>();

    /** One session. */
    public record Entry(long number, String login, String database, String application, LocalDateTime since) {

        /** Its name: {@code SID101}. */
        public String id() {
            return "SID" + number;
        }
    }

    /** Adds a session. */
    public Entry add(String login, String database, String application, LocalDateTime now) {
        Entry entry = new Entry(last.incrementAndGet(), login, database, application, now);
        open.put(entry.number(), entry);
        return entry;
    }

    /** Removes a session. */
    public void remove(Entry entry) {
        open.remove(entry.number());
    }

    /** Whether a session is open in a database. */
    public boolean anyIn(String database) {
        return open.values().stream().anyMatch(entry -> entry.database().equals(database));
    }

    List<Entry> all() {
        return List.copyOf(open.values());
    }
}
