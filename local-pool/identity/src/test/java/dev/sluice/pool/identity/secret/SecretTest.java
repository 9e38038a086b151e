package dev.sluice.pool.identity.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class SecretTest {

    @Test
    void neverShowsItsValue() {
        assertThat(new Secret("hunter2")).hasToString("Secret[redacted]");
    }

    @Test
    void isEqualToNothingButItsValue() {
        Secret secret = new Secret("hunter2");
        assertThat(secret.isEqualTo("hunter2")).isTrue();
        assertThat(secret.isEqualTo("hunter")).isFalse();
        assertThat(secret.isEqualTo("")).isFalse();
        assertThat(secret.isEqualTo(null)).isFalse();
    }

    @Test
    void refusesToBeEmpty() {
        assertThatThrownBy(() -> new Secret(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid secret: empty");
    }

    @Test
    void isGeneratedWithAsManyBytesAsAsked() {
        SecureRandom random = new SecureRandom();
        assertThat(Base64.getDecoder().decode(Secret.randomBase64(random, 64).value()))
                .hasSize(64);
        assertThat(Base64.getUrlDecoder()
                        .decode(Secret.randomUrlSafe(random, 24).value()))
                .hasSize(24);
        assertThat(Secret.randomUrlSafe(random, 24)).isNotEqualTo(Secret.randomUrlSafe(random, 24));
    }
}
