package dev.sluice.cli.command;

import dev.sluice.pool.supervisor.PoolStatus;
import java.io.PrintWriter;
import java.util.Locale;

/** The state of the local pool for a person to read. */
final class StatusText {

    private StatusText() {}

    static void print(PoolStatus status, PrintWriter out) {
        out.println("The local pool is " + status.state());
        if (status.livy() != null) {
            PoolStatus.Livy livy = status.livy();
            line(out, "Livy", livy.url() + "  user " + livy.user());
            line(out, "", "password in " + livy.passwordFile());
        }
        if (status.sqlPool() != null) {
            PoolStatus.SqlPool sql = status.sqlPool();
            line(
                    out,
                    "SQL pool",
                    sql.host() + "," + sql.port() + "  database " + sql.database() + "  user " + sql.user());
            line(out, "", "password in " + sql.passwordFile());
        }
        if (status.storage() != null) {
            PoolStatus.Storage storage = status.storage();
            line(
                    out,
                    "Storage",
                    storage.endpoint() + "  abfss://" + storage.container() + "@" + storage.account()
                            + ".dfs.core.windows.net/");
            line(out, "", "key in " + storage.keyFile());
        }
        if (status.tokens() != null) {
            line(out, "Tokens", status.tokens().endpoint());
        }
        line(out, "Data", status.dataFolder());
        for (PoolStatus.PoolProcess process : status.processes()) {
            line(out, "Process", process.pid() + "  " + process.name());
        }
        for (PoolStatus.Death death : status.deaths()) {
            line(out, "Died", death.at() + "  " + death.service() + ", its log is " + death.log());
        }
        out.flush();
    }

    private static void line(PrintWriter out, String role, String text) {
        out.println(String.format(Locale.ROOT, "  %-9s %s", role, text));
    }
}
