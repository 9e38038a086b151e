package dev.sluice.connector.settings;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Servers that may be sent a login which the request does not bring along: the token of the Spark pool's identity, or the
 * password that its configuration names. A certificate proves a server's name, and everybody can have one for a name of his
 * own.
 *
 * <p>These are the SQL services of Azure by their names (what answers there is Microsoft's gateway, whoever owns the database),
 * this machine, where the local pool is, and what the session's configuration names: {@code spark.sluice.server} itself, and
 * {@code spark.sluice.trustedServers}, names with commas between them, of which one that begins with a dot stands for all that
 * end so.
 */
final class LoginTargets {

    /** Name of the option, without its prefix. */
    static final String OPTION = "trustedServers";

    private static final List<String> AZURE = List.of(
            // Public cloud: SQL Database and dedicated pools, Synapse workspaces, Fabric.
            ".database.windows.net",
            ".sql.azuresynapse.net",
            ".datawarehouse.fabric.microsoft.com",
            ".database.fabric.microsoft.com",
            // US Government.
            ".database.usgovcloudapi.net",
            ".sql.azuresynapse.usgovcloudapi.net",
            // China.
            ".database.chinacloudapi.cn",
            ".sql.azuresynapse.azure.cn");

    private final Conf conf;

    LoginTargets(Conf conf) {
        this.conf = conf;
    }

    /**
     * Refuses a server.
     *
     * @param login what would be sent, with an article, for messages
     * @throws TransferFailedException if nobody has named the server
     */
    void require(ServerAddress server, String login) {
        String host = server.host().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        boolean named = isThisMachine(host)
                || AZURE.stream().anyMatch(host::endsWith)
                || conf.find(Conf.PREFIX + "server")
                        .map(ServerAddress::parse)
                        .filter(own -> own.host().equalsIgnoreCase(server.host()) && own.port() == server.port())
                        .isPresent()
                || trusted().stream().anyMatch(name -> name.startsWith(".") ? host.endsWith(name) : host.equals(name));
        if (!named) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The server " + server + " is not sent " + login,
                    "Its name is none of Azure's SQL services, and the Spark session's configuration does not name it",
                    "Check the name. If it is right, set " + Conf.PREFIX + OPTION + " to " + host
                            + " in the Spark session, or give user and secret with the request");
        }
    }

    private List<String> trusted() {
        return conf.find(Conf.PREFIX + OPTION)
                .map(names -> Arrays.stream(names.split(",", -1))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        // A dot alone would stand for all names there are.
                        .filter(name -> name.length() > 1)
                        .toList())
                .orElse(List.of());
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
