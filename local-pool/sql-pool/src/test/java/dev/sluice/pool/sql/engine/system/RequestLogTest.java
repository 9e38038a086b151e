package dev.sluice.pool.sql.engine.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class RequestLogTest {

    private final RequestLog log = new RequestLog(Clock.fixed(Instant.parse("2026-03-01T10:20:30Z"), ZoneOffset.UTC));

    @Test
    void keepsTheLastTenThousand() {
        for (int i = 0; i < 10_001; i++) {
            log.complete(log.begin("SID1", "sluice", 1, null, "SELECT 1"));
        }
        assertThat(log.all()).hasSize(10_000);
        assertThat(log.all().get(0).id()).isEqualTo("QID102");
    }

    @Test
    void keepsFewerOfThoseThatAreLong() {
        String huge = "x".repeat(1_000_000);
        for (int i = 0; i < 5000; i++) {
            log.fail(log.begin("SID1", "sluice", 1, huge, huge), huge);
        }
        long characters = log.all().stream()
                .mapToLong(request -> request.command().length()
                        + String.valueOf(request.label()).length()
                        + String.valueOf(request.error()).length())
                .sum();
        assertThat(characters).isBetween(15L << 20, 16L << 20);
    }

    @Test
    void cutsWhatIsLong() {
        RequestLog.Request request = log.begin("SID1", "sluice", 1, "l".repeat(300), "c".repeat(5000));
        log.fail(request, "e".repeat(5000));
        assertThat(request.label()).hasSize(255);
        assertThat(request.command()).hasSize(4000);
        assertThat(request.error()).hasSize(4000);
    }
}
