package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.supervisor.PoolStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    @Test
    void namesEveryAddressAndWhereItsSecretIs() {
        PoolStatus status = new PoolStatus(
                "up",
                new PoolStatus.Livy("http://127.0.0.1:1", "sluice", "/s/livy-password"),
                new PoolStatus.SqlPool("127.0.0.1", 2, "sqlpool", "sluice", "/s/sql-password", "/s/certificate.pem"),
                new PoolStatus.Storage("acct", "lake", "https://127.0.0.1:3", "/s/storage-key", "/s/certificate.pem"),
                new PoolStatus.Tokens("https://127.0.0.1:4/t", "client", "/s/client-secret", "/s/certificate.pem"),
                "/data",
                List.of(new PoolStatus.PoolProcess("livy", 5)),
                List.of(new PoolStatus.Death("sql-pool", 6, "2026-03-01T10:20:30Z", "/l/sql-pool.died.log")));

        assertThat(print(status)).isEqualTo("""
                The local pool is up
                  Livy      http://127.0.0.1:1  user sluice
                            password in /s/livy-password
                  SQL pool  127.0.0.1,2  database sqlpool  user sluice
                            password in /s/sql-password
                  Storage   https://127.0.0.1:3  abfss://lake@acct.dfs.core.windows.net/
                            key in /s/storage-key
                  Tokens    https://127.0.0.1:4/t
                  Data      /data
                  Process   5  livy
                  Died      2026-03-01T10:20:30Z  sql-pool, its log is /l/sql-pool.died.log
                """);
    }

    @Test
    void saysOnlyWhereTheDataIsOfPoolThatIsDown() {
        PoolStatus status = new PoolStatus("down", null, null, null, null, "/data", List.of(), List.of());

        assertThat(print(status)).isEqualTo("The local pool is down\n  Data      /data\n");
    }

    private static String print(PoolStatus status) {
        StringWriter text = new StringWriter();
        StatusText.print(status, new PrintWriter(text));
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
