package dev.sluice.pool.identity;

import dev.sluice.pool.identity.server.Callers;
import dev.sluice.pool.identity.server.TokenServer;
import dev.sluice.pool.identity.service.LocalService;
import dev.sluice.pool.identity.service.RunningService;
import dev.sluice.pool.identity.service.ServiceOptions;
import dev.sluice.pool.identity.service.ServiceProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The process {@code tokens}: the token service of the local pool.
 *
 * <pre>--identity DIR --port N --ready-file PATH [--token-lifetime SECONDS]</pre>
 */
@Command(name = "tokens")
public final class TokenServiceMain implements LocalService {

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    @Option(
            names = "--token-lifetime",
            paramLabel = "SECONDS",
            converter = LifetimeConverter.class,
            description = "how long a token is valid, 3600 if not given")
    private Duration lifetime = Duration.ofHours(1);

    private final Clock clock;

    /** @param clock says when a token is issued */
    TokenServiceMain(Clock clock) {
        this.clock = clock;
    }

    /** Runs the service until the process is told to end. */
    public static void main(String[] arguments) {
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(ServiceProcess.run(new TokenServiceMain(Clock.systemUTC()), arguments, err));
    }

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public ServiceOptions options() {
        return options;
    }

    @Override
    public RunningService start() throws IOException {
        LocalIdentity identity = LocalIdentity.openOrCreate(options.identity());
        return TokenServer.start(
                options.port(),
                identity.serverTls(),
                new Callers(identity.identityHeader(), identity.clientSecret()),
                port -> identity.tokenIssuer(port, lifetime, clock),
                identity.publicKeys());
    }
}
