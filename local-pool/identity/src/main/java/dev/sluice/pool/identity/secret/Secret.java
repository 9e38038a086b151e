package dev.sluice.pool.identity.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A password, key or shared secret as text. Its {@code toString} never shows the value.
 *
 * @param value the secret itself, not empty
 */
public record Secret(String value) {

    public Secret {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("Invalid secret: empty");
        }
    }

    /** Returns a new secret of {@code bytes} random bytes, as base64 (which Azure's account keys are). */
    public static Secret randomBase64(SecureRandom random, int bytes) {
        return new Secret(Base64.getEncoder().encodeToString(randomBytes(random, bytes)));
    }

    /** Returns a new secret of {@code bytes} random bytes, as base64 of the URL alphabet, so that no tool must quote it. */
    public static Secret randomUrlSafe(SecureRandom random, int bytes) {
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(random, bytes)));
    }

    /** Says whether a caller gave this secret, in a time that does not depend on how much of it was right. */
    public boolean isEqualTo(@Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }

    private static byte[] randomBytes(SecureRandom random, int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return value;
    }
}
