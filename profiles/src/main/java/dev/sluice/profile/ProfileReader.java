package dev.sluice.profile;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.livy.LivyAuthentication;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivyTransport;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Reads one table of the file of profiles. Whatever is wrong is told by the name of the option. */
final class ProfileReader {

    private static final Set<String> KNOWN = new TreeSet<>(
            Set.of("livy", "auth", "user", "password", "token", "authorities", "proxy", "headers", "session"));

    private static final Map<String, Set<String>> OF_LOGINS =
            Map.of("none", Set.of(), "basic", Set.of("user", "password"), "bearer", Set.of("token"));

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String where;
    private final String name;
    private final JsonNode table;
    private final Path folder;
    private final Map<String, String> environment;

    /**
     * Makes a reader.
     *
     * @param file the file, for messages, and what paths are relative to
     */
    ProfileReader(Path file, String name, JsonNode table, Map<String, String> environment) {
        this.where = "Profile '" + name + "' of " + file + ": ";
        this.name = name;
        this.table = table;
        this.folder = requireNonNull(file.toAbsolutePath().getParent(), "folder");
        this.environment = environment;
    }

    Profile read() throws InvalidProfileException {
        for (String option : (Iterable<String>) table::fieldNames) {
            if (!KNOWN.contains(option)) {
                throw invalid("it has no option '" + option + "'. Known are " + String.join(", ", KNOWN));
            }
        }
        String livy = text("livy");
        if (livy == null) {
            throw invalid("the option livy is missing. Write livy = \"https://HOST:8998\"");
        }
        URI address = value("livy", () -> LivyEndpoint.open(URI.create(livy)).address());
        if (address.getScheme().equals("http") && table.has("auth") && !isThisMachine(address.getHost())) {
            throw invalid(
                    "option livy: a login is sent over https alone, but for servers of this machine. Write https://"
                            + address.getRawAuthority());
        }
        return new Profile(name, address, login(), transport(), session());
    }

    /** By its name alone: what a name leads to, others may decide. */
    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    private LivyAuthentication login() throws InvalidProfileException {
        String kind = text("auth");
        String login = kind == null ? "none" : kind;
        Set<String> needed = OF_LOGINS.get(login);
        if (needed == null) {
            throw invalid("option auth: '" + login + "' is no login. Known are "
                    + String.join(", ", new TreeSet<>(OF_LOGINS.keySet())));
        }
        for (String option : List.of("user", "password", "token")) {
            if (needed.contains(option) != table.has(option)) {
                throw invalid(
                        needed.contains(option)
                                ? "the option " + option + " is missing, which auth = \"" + login + "\" needs"
                                : "the option " + option + " belongs to another login than auth = \"" + login + "\"");
            }
        }
        return switch (login) {
            case "basic" -> {
                String user = requireNonNull(text("user"), "user");
                SecretSource source = source("password");
                String password = value("password", source::read);
                yield value("user", () -> LivyAuthentication.basic(user, password));
            }
            case "bearer" -> {
                SecretSource source = source("token");
                // Once now, so that a mistake is told at once; then before every request, because tokens are renewed.
                value("token", source::read);
                yield LivyAuthentication.bearer(() -> token(source));
            }
            default -> LivyAuthentication.none();
        };
    }

    private String token(SecretSource source) {
        try {
            return source.read();
        } catch (IllegalArgumentException e) {
            throw new LivyException.Unauthorized(
                    table.path("livy").asText(), 401, "no token was sent, because " + e.getMessage());
        }
    }

    private LivyTransport transport() throws InvalidProfileException {
        String authorities = text("authorities");
        String proxy = text("proxy");
        Map<String, String> headers = new LinkedHashMap<>();
        JsonNode given = table.path("headers");
        if (!given.isMissingNode() && !given.isObject()) {
            throw invalid("option headers: write a table, as [profiles." + name + ".headers]");
        }
        for (Map.Entry<String, JsonNode> header : given.properties()) {
            headers.put(header.getKey(), header(header.getKey(), header.getValue()));
        }
        SSLContext tls = authorities == null
                ? null
                : value("authorities", () -> Authorities.of(UserPath.of(authorities, folder)));
        InetSocketAddress over = proxy == null ? null : value("proxy", () -> proxy(proxy));
        return value("headers", () -> new LivyTransport(headers, tls, over));
    }

    /** A header may be a key: then it is found where secrets are. */
    private String header(String header, JsonNode value) throws InvalidProfileException {
        if (!value.isTextual()) {
            throw invalid("option headers: the value of " + header + " is no text");
        }
        String text = value.textValue();
        return SecretSource.isOne(text)
                ? value(
                        "headers",
                        () -> SecretSource.parse(text, folder, environment).read())
                : text;
    }

    private static InetSocketAddress proxy(String text) {
        URI address = URI.create(text);
        if (!"http".equals(address.getScheme()) || address.getHost() == null || address.getPort() < 1) {
            throw new IllegalArgumentException("write http://HOST:PORT");
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a proxy that asks for a login is not supported");
        }
        return InetSocketAddress.createUnresolved(address.getHost(), address.getPort());
    }

    private Map<String, Object> session() throws InvalidProfileException {
        JsonNode session = table.path("session");
        if (session.isMissingNode()) {
            return Map.of();
        }
        if (!session.isObject()) {
            throw invalid("option session: write a table, as [profiles." + name + ".session]");
        }
        return JSON.convertValue(session, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    private SecretSource source(String option) throws InvalidProfileException {
        String text = requireNonNull(text(option), option);
        return value(option, () -> SecretSource.parse(text, folder, environment));
    }

    private @Nullable String text(String option) throws InvalidProfileException {
        JsonNode value = table.get(option);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid("option " + option + " is no text. Write it in quotes");
        }
        return value.textValue();
    }

    /** Makes something of an option. What is wrong with it is told by its name. */
    private <T> T value(String option, Supplier<T> reading) throws InvalidProfileException {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw invalid("option " + option + ": " + e.getMessage());
        }
    }

    private InvalidProfileException invalid(String what) {
        return new InvalidProfileException(where + what);
    }
}
