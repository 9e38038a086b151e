package dev.sluice.pool.sql.tds.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The connections that are open: strangers, who have not logged in, and sessions. Each have a limit of their own, so that
 * no number of strangers takes the place of a session.
 *
 * <pre>
 * add --> stranger --admit--> session --> remove
 *            |
 *            +-- one too many has come --> the oldest is to be closed
 * </pre>
 */
final class Connections {

    private final int maxStrangers;
    private final int maxSessions;

    /** Oldest first. */
    private final Set<Connection> strangers = new LinkedHashSet<>();

    private final Set<Connection> sessions = new HashSet<>();

    Connections(int maxStrangers, int maxSessions) {
        this.maxStrangers = maxStrangers;
        this.maxSessions = maxSessions;
    }

    /**
     * Takes a stranger in.
     *
     * @return who has to go for it: the oldest, for a client that means it has logged in long before so many came
     */
    synchronized Optional<Connection> add(Connection connection) {
        Optional<Connection> oldest = Optional.empty();
        if (strangers.size() >= maxStrangers) {
            Iterator<Connection> all = strangers.iterator();
            oldest = Optional.of(all.next());
            all.remove();
        }
        strangers.add(connection);
        return oldest;
    }

    /** Makes a stranger's connection a session; false if there are as many as there may be, or it had to go. */
    synchronized boolean admit(Connection connection) {
        if (sessions.size() >= maxSessions || !strangers.remove(connection)) {
            return false;
        }
        return sessions.add(connection);
    }

    synchronized void remove(Connection connection) {
        strangers.remove(connection);
        sessions.remove(connection);
    }

    synchronized List<Connection> all() {
        List<Connection> all = new ArrayList<>(strangers);
        all.addAll(sessions);
        return all;
    }
}
