package dev.sluice.pool.sql.query;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.regex.Pattern;

/** Paths of the host in messages, which tell a client of the pool whose machine it is and how it is laid out. */
public final class HostPaths {

    private static final Logger LOG = System.getLogger("dev.sluice.pool.sql");

    private static final Pattern QUOTED = Pattern.compile("([\"'])/[^\"'\\n]*/([^\"'/\\n]*)\\1");
    private static final Pattern BARE = Pattern.compile("(?<![\\w.:/])/(?:[^\\s\"'/]+/)+([^\\s\"'/]*)");

    private HostPaths() {}

    /** Returns a message in which of every path the last name alone is left. The whole of it goes to the log. */
    public static String hidden(String message) {
        String quoted = QUOTED.matcher(message).replaceAll("$1$2$1");
        String hidden = BARE.matcher(quoted).replaceAll("$1");
        if (!hidden.equals(message)) {
            LOG.log(Level.INFO, "Told a client without its paths: " + message);
        }
        return hidden;
    }
}
