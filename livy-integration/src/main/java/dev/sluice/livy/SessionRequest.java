package dev.sluice.livy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session to make.
 *
 * @param name must be unique among the server's sessions
 * @param kind default language, or null for the server's own default, which takes a language with every statement
 * @param heartbeatTimeout the server ends the session if it hears nothing for so long; null for never
 * @param properties more of Livy's fields, such as {@code conf}, {@code jars} or {@code driverMemory}; they win over the
 *     other components. Servers refuse fields they do not know.
 */
public record SessionRequest(
        String name, @Nullable Language kind, @Nullable Duration heartbeatTimeout, Map<String, Object> properties) {
    public SessionRequest {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
