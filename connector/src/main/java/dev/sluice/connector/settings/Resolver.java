package dev.sluice.connector.settings;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.AuthMethod;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.SecretReference;
import dev.sluice.transfer.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settles every setting. What the request says wins over what the Spark session's configuration says, and that over the
 * default: this class is the only place where the order is written.
 */
public final class Resolver {

    private final Conf conf;
    private final SecretStore secrets;
    private final LoginTargets targets;

    public Resolver(Conf conf, Map<String, String> environment) {
        this.conf = conf;
        this.secrets = new SecretStore(conf, environment);
        this.targets = new LoginTargets(conf);
    }

    /**
     * Returns the endpoint of a request.
     *
     * @param address what the request says
     * @param password password in the options of the original API, which a request never has
     * @param table table whose database wins over every other
     * @throws TransferFailedException if the server, the database, the user or the secret is said nowhere, if the address and
     *     the table name different databases, or if a login of the Spark pool's would go to a server that nobody has named
     */
    public Endpoint endpoint(PoolAddress address, @Nullable Secret password, @Nullable TableName table) {
        ServerAddress server = ServerAddress.parse(required(address.server(), "server", "the SQL pool's server"));
        String database = table != null && table.database() != null
                ? agreed(table.database(), address.database())
                : required(address.database(), "database", "the SQL pool's database");
        return new Endpoint(server, database, login(server, address, password));
    }

    /** Returns where to stage. */
    public StagingPlace staging(@Nullable String folder, @Nullable String dataSource, @Nullable String credential) {
        return StagingPlace.of(
                required(folder, "staging", "the folder to stage in"),
                optional(dataSource, "dataSource").orElse(null),
                optional(credential, "credential").orElse(null));
    }

    private Login login(ServerAddress server, PoolAddress address, @Nullable Secret password) {
        boolean named = address.user() != null || password != null;
        AuthMethod auth = address.auth() != null
                ? address.auth()
                : named ? AuthMethod.SQL : choice("auth", AuthMethod::parse).orElse(AuthMethod.AAD);
        if (auth == AuthMethod.AAD) {
            targets.require(server, "the token of the Spark pool's identity");
            return new Login.Token();
        }
        if (password == null && address.secret() == null) {
            targets.require(server, "the password of " + Conf.PREFIX + "secret");
        }
        String user = required(address.user(), "user", "the login name");
        return new Login.Password(user, password != null ? password : secrets.read(reference(address)));
    }

    private SecretReference reference(PoolAddress address) {
        SecretReference given = address.secret();
        return given != null
                ? given
                : choice("secret", SecretReference::parse)
                        .orElseThrow(() -> TransferFailedException.of(
                                ErrorCode.LOGIN_FAILED,
                                "No password is given for SQL authentication",
                                "Neither the option secret nor spark.sluice.secret says where it is found",
                                "Give secret as file:PATH, env:NAME or conf:KEY of the Spark pool's driver"));
    }

    private static String agreed(String ofTable, @Nullable String ofAddress) {
        if (ofAddress != null && !ofAddress.equalsIgnoreCase(ofTable)) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "Two databases are named: " + ofTable + " and " + ofAddress,
                    "The table's name and the option database differ",
                    "Leave one of them out");
        }
        return ofTable;
    }

    private Optional<String> optional(@Nullable String given, String name) {
        return Optional.ofNullable(given).filter(text -> !text.isBlank()).or(() -> conf.find(Conf.PREFIX + name));
    }

    private String required(@Nullable String given, String name, String role) {
        return optional(given, name)
                .orElseThrow(() -> TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "No " + name + " is given",
                        "Neither the request nor the Spark session's configuration says " + role,
                        "Give the option " + name + ", or set " + Conf.PREFIX + name + " in the Spark session"));
    }

    private <T> Optional<T> choice(String name, Function<String, T> parse) {
        return conf.find(Conf.PREFIX + name).map(text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "Invalid " + Conf.PREFIX + name,
                        String.valueOf(e.getMessage()),
                        "Correct " + Conf.PREFIX + name + " in the Spark session's configuration");
            }
        });
    }
}
