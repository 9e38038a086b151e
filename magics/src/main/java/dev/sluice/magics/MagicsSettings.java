package dev.sluice.magics;

import dev.sluice.livy.Language;
import dev.sluice.magics.session.SessionSettings;
import java.time.Duration;
import java.util.Map;

/**
 * How a notebook's magics are set.
 *
 * @param language the notebook's default language
 * @param session how its session is made
 * @param sqlRowCap rows that the Spark pool returns of a {@code %%sql} statement at most ({@code
 *     livy.rsc.sql.num-rows})
 */
public record MagicsSettings(Language language, SessionSettings session, int sqlRowCap) {

    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(60);
    private static final int SQL_ROW_CAP = 1000;

    /** The usual settings: the server's default kind, a minute's heartbeat, Livy's own row cap. */
    public static MagicsSettings of(Language language) {
        return of(language, Map.of());
    }

    /**
     * The usual settings.
     *
     * @param properties more of Livy's session fields, such as {@code conf}
     */
    public static MagicsSettings of(Language language, Map<String, Object> properties) {
        return new MagicsSettings(language, new SessionSettings(null, HEARTBEAT_TIMEOUT, properties), SQL_ROW_CAP);
    }
}
