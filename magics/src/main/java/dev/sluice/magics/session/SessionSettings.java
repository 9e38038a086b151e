package dev.sluice.magics.session;

import dev.sluice.livy.Language;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a notebook's session is made.
 *
 * @param kind default language of the session, for servers that insist on one; null leaves it to the server
 * @param heartbeatTimeout how long the server waits for a sign of life before it ends the session
 * @param properties more of Livy's fields, such as {@code conf}; {@code %%configure} adds to them
 */
public record SessionSettings(@Nullable Language kind, Duration heartbeatTimeout, Map<String, Object> properties) {
    public SessionSettings {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
