package dev.sluice.pool.storage.auth;

import static dev.sluice.pool.storage.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fuzzing.Mutations;
import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.error.DfsException;
import dev.sluice.pool.storage.http.DfsRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Signed requests, of which somebody has seen one and wants to send another with its signature. */
class SharedKeyFuzzTest {

    private final SharedKey key = new SharedKey("acct", new byte[] {1});

    @Provide
    Arbitrary<String> lines() {
        return Mutations.ofText(
                        List.of(
                                "GET /lake/f?resource=file&action=getStatus",
                                "PUT /lake/f?resource=file&continuation=a%0ab:c",
                                "PATCH /lake/f?action=append&position=0&Position=1"),
                        List.of(
                                "%0a",
                                "%0d", "%3a", "%26", "%3d", "%3f", "&", "=", ":", "/acct", "x-ms-date:", "+", "%00"))
                .map(line -> line.replaceAll("[\\p{Cntrl}\\s]+", " "));
    }

    @Property
    void fitsOneRequestOnly(@ForAll("lines") String one, @ForAll("lines") String other) {
        Optional<String> signed = signed(one);
        if (signed.isPresent() && signed.equals(signed(other))) {
            assertThat(meant(parsed(one))).isEqualTo(meant(parsed(other)));
        }
    }

    /** Returns what is signed of a request that is not refused. */
    private Optional<String> signed(String line) {
        try {
            return Optional.of(key.stringToSign(parsed(line)));
        } catch (DfsException e) {
            assertThat(e.error()).isIn(DfsError.INVALID_URI, DfsError.AUTHENTICATION_FAILED);
            return Optional.empty();
        }
    }

    private static DfsRequest parsed(String line) {
        return request(line.contains(" ") ? line : "GET /" + line);
    }

    private static List<Object> meant(DfsRequest request) {
        Map<String, String> parameters = new TreeMap<>();
        request.query().forEach((name, value) -> parameters.put(name.toLowerCase(Locale.ROOT), value));
        return List.of(request.verb(), request.rawPath(), parameters);
    }
}
