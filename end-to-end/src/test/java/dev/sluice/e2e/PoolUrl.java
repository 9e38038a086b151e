package dev.sluice.e2e;

import dev.sluice.livy.LivyAuthentication;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.pool.supervisor.PoolStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The addresses of a pool that runs. */
final class PoolUrl {

    private final PoolStatus status;

    PoolUrl(TestPool pool) {
        this.status = pool.status();
    }

    URI livy() {
        return URI.create(livyStatus().url());
    }

    /** Livy with the owner's login. */
    LivyEndpoint ownersLivy() {
        return ownersLivyAt(livy());
    }

    /** Livy with the owner's login, behind an address that leads to it. */
    LivyEndpoint ownersLivyAt(URI address) {
        return LivyEndpoint.of(address, LivyAuthentication.basic(livyStatus().user(), livyPassword()));
    }

    String livyPassword() {
        try {
            return Files.readString(Path.of(livyStatus().passwordFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PoolStatus.Livy livyStatus() {
        return Objects.requireNonNull(status.livy(), "livy");
    }

    PoolStatus.Storage storage() {
        return Objects.requireNonNull(status.storage(), "storage");
    }

    PoolStatus.Tokens tokens() {
        return Objects.requireNonNull(status.tokens(), "tokens");
    }

    PoolStatus.SqlPool sqlPool() {
        return Objects.requireNonNull(status.sqlPool(), "sqlPool");
    }
}
