package dev.sluice.livy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivyAuthenticationTest {

    @Test
    void provesNothingWithoutLogin() {
        assertThat(LivyAuthentication.none().authorization()).isEmpty();
    }

    @Test
    void writesUserAndPasswordAsBase64OfUtf8() {
        // base64 of ann:pä:ss
        assertThat(LivyAuthentication.basic("ann", "pä:ss").authorization()).contains("Basic YW5uOnDDpDpzcw==");
    }

    @Test
    void refusesUserWhomServersWouldReadOtherwise() {
        assertThatThrownBy(() -> LivyAuthentication.basic("a:b", "c"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid user 'a:b': a name with a colon cannot log in by HTTP Basic");
    }

    @Test
    void asksForTokenBeforeEveryRequest() {
        Iterator<String> tokens = List.of("first", "second").iterator();
        LivyAuthentication bearer = LivyAuthentication.bearer(tokens::next);

        assertThat(bearer.authorization()).contains("Bearer first");
        assertThat(bearer.authorization()).contains("Bearer second");
    }
}
