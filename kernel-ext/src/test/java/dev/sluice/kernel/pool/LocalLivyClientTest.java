package dev.sluice.kernel.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.SessionKey;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocalLivyClientTest {

    private final List<String> calls = new ArrayList<>();
    private @Nullable LocalLivy livy = livy(1, "first");
    private final LocalLivyClient client = new LocalLivyClient(this::livy, this::recording);

    private static LocalLivy livy(int port, String password) {
        return new LocalLivy(URI.create("http://127.0.0.1:" + port), "sluice", password);
    }

    private LocalLivy livy() {
        if (livy == null) {
            throw new PoolNotRunningException();
        }
        return livy;
    }

    /** A client that writes down what is asked of it, and where. */
    private LivyClient recording(LocalLivy server) {
        return (LivyClient) Proxy.newProxyInstance(
                LivyClient.class.getClassLoader(), new Class<?>[] {LivyClient.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName() + '@' + server.address().getPort());
                    return method.getReturnType().equals(List.class) ? List.of() : null;
                });
    }

    private static final SessionKey KEY = new SessionKey("1", "n", null);

    @Test
    void passesEveryCallOn() {
        client.sessions();
        client.session(KEY);
        client.deleteSession(KEY);
        client.releaseSession(KEY);
        client.log(KEY, 1);
        client.postStatement(KEY, Language.SQL, "x");
        client.statement(KEY, "2", Duration.ofSeconds(1));
        client.cancelStatement(KEY, "2", Duration.ofSeconds(1));
        client.complete(KEY, Language.SQL, "x", 0, Duration.ZERO);
        client.close();

        assertThat(calls)
                .containsExactly(
                        "sessions@1",
                        "session@1",
                        "deleteSession@1",
                        "releaseSession@1",
                        "log@1",
                        "postStatement@1",
                        "statement@1",
                        "cancelStatement@1",
                        "complete@1",
                        "close@1");
        assertThat(client.address()).isEqualTo("http://127.0.0.1:1");
    }

    @Test
    void followsPoolThatStartsAgainElsewhere() {
        client.sessions();
        livy = livy(2, "first");
        client.sessions();

        assertThat(calls).containsExactly("sessions@1", "close@1", "sessions@2");
    }

    @Test
    void takesTheNewLoginOfPoolThatHasOne() {
        client.sessions();
        livy = livy(1, "second");
        client.sessions();

        assertThat(calls).containsExactly("sessions@1", "close@1", "sessions@1");
    }

    @Test
    void saysThatPoolIsDown() {
        livy = null;

        assertThatThrownBy(client::sessions)
                .isExactlyInstanceOf(LivyException.ServerGone.class)
                .hasMessageStartingWith("Cannot reach Livy at the local pool: it is not running.");
        assertThat(client.address()).isEqualTo("the local pool (not running)");
        assertThatCode(() -> client.releaseSession(KEY)).doesNotThrowAnyException();
        assertThatCode(client::close).doesNotThrowAnyException();
    }
}
