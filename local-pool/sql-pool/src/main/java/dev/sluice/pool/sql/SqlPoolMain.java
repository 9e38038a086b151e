package dev.sluice.pool.sql;

import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.fault.FaultOption;
import dev.sluice.pool.identity.service.LocalService;
import dev.sluice.pool.identity.service.RunningService;
import dev.sluice.pool.identity.service.ServiceOptions;
import dev.sluice.pool.identity.service.ServiceProcess;
import dev.sluice.pool.identity.token.TokenAudience;
import dev.sluice.pool.sql.engine.DuckDbEngine;
import dev.sluice.pool.sql.fault.FaultyEngine;
import dev.sluice.pool.sql.session.SqlEngine;
import dev.sluice.pool.sql.tds.server.ServerSettings;
import dev.sluice.pool.sql.tds.server.TdsServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The process {@code sql-pool}: a TDS server on 127.0.0.1 over DuckDB.
 *
 * <pre>
 * --data DIR --lake DIR --identity DIR --port N --ready-file PATH
 * [--database NAME] [--login NAME] [--token-service URL] [--faults DIR]
 * </pre>
 */
@Command(name = "sql-pool")
public final class SqlPoolMain implements LocalService {

    // The values of required options are replaced before anything reads them.
    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "folder of the databases")
    private Path data = Path.of("");

    @Option(
            names = "--lake",
            required = true,
            paramLabel = "DIR",
            description = "folder of the lake, with <account>/<container>/... in it")
    private Path lake = Path.of("");

    @Option(names = "--database", paramLabel = "NAME", description = "the database that logins get by default")
    private String database = "sqlpool";

    @Option(names = "--login", paramLabel = "NAME", description = "login of the administrator")
    private String login = "sluice";

    @Option(
            names = "--token-service",
            paramLabel = "URL",
            description = "where clients are told to get a token if they ask")
    private String tokenService = "https://127.0.0.1/local/";

    @Mixin
    private final FaultOption faults = new FaultOption();

    SqlPoolMain() {}

    /** Runs the service until the process is told to end. */
    public static void main(String[] arguments) {
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(ServiceProcess.run(new SqlPoolMain(), arguments, err));
    }

    @Override
    public String name() {
        return "sql-pool";
    }

    @Override
    public ServiceOptions options() {
        return options;
    }

    @Override
    public RunningService start() throws IOException {
        LocalIdentity identity = LocalIdentity.openOrCreate(options.identity());
        DuckDbEngine engine = DuckDbEngine.open(data, lake, database);
        IdentityAuthenticator authenticator = new IdentityAuthenticator(
                login,
                identity.sqlPassword(),
                engine.logins()::accepts,
                identity.tokenVerifier(TokenAudience.SQL_POOL, Clock.systemUTC()));
        LoginThrottle logins = new LoginThrottle(authenticator, authenticator::isAdministrator, Clock.systemUTC());
        ServerSettings settings = ServerSettings.of(options.port(), identity.serverTls(), tokenService);
        try {
            FaultyEngine switched = faults.open(FaultyEngine.ATTRIBUTES, FaultyEngine.MOMENTS)
                    .map(rules -> new FaultyEngine(engine, rules))
                    .orElse(null);
            SqlEngine served = switched == null ? engine : switched;
            return new SqlPool(TdsServer.start(settings, served, logins), switched, engine);
        } catch (IOException e) {
            engine.close();
            throw e;
        }
    }
}
