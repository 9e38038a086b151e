package dev.sluice.pool.storage;

import com.sun.net.httpserver.HttpHandler;
import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.fault.FaultOption;
import dev.sluice.pool.identity.fault.Faults;
import dev.sluice.pool.identity.service.LocalService;
import dev.sluice.pool.identity.service.RequestThreads.Limits;
import dev.sluice.pool.identity.service.RunningService;
import dev.sluice.pool.identity.service.ServiceOptions;
import dev.sluice.pool.identity.service.ServiceProcess;
import dev.sluice.pool.identity.token.TokenAudience;
import dev.sluice.pool.storage.auth.Authenticator;
import dev.sluice.pool.storage.fault.FaultyHandler;
import dev.sluice.pool.storage.lake.FileSystemName;
import dev.sluice.pool.storage.lake.Lake;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The process {@code storage}: the local pool's storage account.
 *
 * <pre>--lake DIR --account NAME --container NAME --identity DIR --port N --ready-file PATH [--faults DIR]</pre>
 */
@Command(name = "storage")
public final class StorageMain implements LocalService {

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    @Option(names = "--lake", required = true, paramLabel = "DIR", description = "folder of the lake's files")
    private Path lake = Path.of("");

    @Option(names = "--account", paramLabel = "NAME", description = "storage account, sluicelocal if not given")
    private String account = "sluicelocal";

    @Option(names = "--container", paramLabel = "NAME", description = "created if absent, lake if not given")
    private String container = "lake";

    @Mixin
    private final FaultOption faults = new FaultOption();

    private final Clock clock;

    /** @param clock says whether tokens and signatures are too old */
    StorageMain(Clock clock) {
        this.clock = clock;
    }

    /** Runs the service until the process is told to end. */
    public static void main(String[] arguments) {
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(ServiceProcess.run(new StorageMain(Clock.systemUTC()), arguments, err));
    }

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public ServiceOptions options() {
        return options;
    }

    @Override
    public RunningService start() throws IOException {
        LocalIdentity identity = LocalIdentity.openOrCreate(options.identity());
        Authenticator authenticator = new Authenticator(
                account, identity.storageKey(), identity.tokenVerifier(TokenAudience.STORAGE, clock), clock);
        Lake opened = Lake.open(lake, account);
        try {
            opened.createWhereMissing(new FileSystemName(container));
            Optional<Faults> rules = faults.open(FaultyHandler.ATTRIBUTES, FaultyHandler.MOMENTS);
            return StorageServer.start(
                    options.port(),
                    identity.serverTls(),
                    account,
                    opened,
                    authenticator,
                    // A rule makes requests wait before anybody looks at their login, as long as its test likes.
                    rules.isPresent() ? Limits.USUAL.withPatience(Duration.ofHours(1)) : Limits.USUAL,
                    handler -> rules.<HttpHandler>map(each -> new FaultyHandler(handler, each))
                            .orElse(handler));
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }
}
