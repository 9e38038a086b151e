package dev.sluice.pool.storage;

import java.time.Instant;
import java.util.Date;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.azurebfs.extensions.CustomTokenProviderAdaptee;

/** Gives the ABFS driver the token that stands in its configuration. */
public final class FixedTokenProvider implements CustomTokenProviderAdaptee {

    /** Key of the token in the configuration. */
    static final String TOKEN = "test.token";

    private String token = "";

    @Override
    public void initialize(Configuration configuration, String account) {
        token = configuration.get(TOKEN, "");
    }

    @Override
    public String getAccessToken() {
        return token;
    }

    @Override
    public Date getExpiryTime() {
        return Date.from(Instant.now().plusSeconds(3600));
    }
}
