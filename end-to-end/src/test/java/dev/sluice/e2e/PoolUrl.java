package dev.sluice.e2e;

import dev.sluice.pool.supervisor.PoolStatus;
import java.net.URI;
import java.util.Objects;

/** The addresses of a pool that runs. */
final class PoolUrl {

    private final PoolStatus status;

    PoolUrl(TestPool pool) {
        this.status = pool.status();
    }

    URI livy() {
        return URI.create(Objects.requireNonNull(status.livy(), "livy").url());
    }

    PoolStatus.SqlPool sqlPool() {
        return Objects.requireNonNull(status.sqlPool(), "sqlPool");
    }
}
