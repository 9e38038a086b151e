package dev.sluice.profile;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file of a user's profiles:
 *
 * <pre>
 * default = "work"
 *
 * [profiles.work]
 * livy = "https://spark.example.com:8998"
 * auth = "basic"                      # none, basic or bearer
 * user = "mary"
 * password = "file:work.password"     # or env:NAME
 * authorities = "example-ca.pem"
 *
 * [profiles.work.headers]
 * X-Team = "data"
 *
 * [profiles.work.session]
 * jars = ["abfss://lake@account.dfs.core.windows.net/jars/sluice-connector.jar"]
 * </pre>
 *
 * <p>It lies where {@code SLUICE_CONFIG} says, else in {@code sluice/config.toml} of {@code XDG_CONFIG_HOME} or {@code
 * ~/.config} (XDG Base Directory Specification 0.8). It holds no secrets, but says where they are.
 */
public final class ProfileFile {

    /** What the local pool is called where a profile is asked for. */
    public static final String LOCAL = "local";

    private static final String DEFAULT = "default";
    private static final String PROFILES = "profiles";

    private final Path file;
    private final Map<String, String> environment;

    private ProfileFile(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = Map.copyOf(environment);
    }

    /** Returns the file of the user who runs this process, which need not be there. */
    public static ProfileFile ofUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * Returns the file of a user.
     *
     * @param environment variables of the process
     */
    public static ProfileFile of(Map<String, String> environment, Path home) {
        String stated = environment.getOrDefault("SLUICE_CONFIG", "");
        if (!stated.isEmpty()) {
            return new ProfileFile(Path.of(stated), environment);
        }
        String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = configuration.isEmpty() ? home.resolve(".config") : Path.of(configuration);
        return new ProfileFile(folder.resolve("sluice/config.toml"), environment);
    }

    public Path path() {
        return file;
    }

    /** Returns the names of all profiles, in the order of the file. */
    public List<String> names() throws InvalidProfileException {
        List<String> names = new ArrayList<>();
        profiles().fieldNames().forEachRemaining(names::add);
        return names;
    }

    /**
     * Returns the profile that is used if none is asked for: that of {@code SLUICE_PROFILE}, else that of the file; empty if
     * neither names one, or the local pool is named.
     *
     * @throws InvalidProfileException if it is not there, or cannot be used
     */
    public Optional<Profile> standard() throws InvalidProfileException {
        Optional<String> name = standardName();
        return name.isEmpty() ? Optional.empty() : Optional.of(read(name.get(), origin()));
    }

    /** Returns the name of the profile that is used if none is asked for. */
    public Optional<String> standardName() throws InvalidProfileException {
        return named().filter(name -> !name.equals(LOCAL));
    }

    private Optional<String> named() throws InvalidProfileException {
        String variable = environment.getOrDefault("SLUICE_PROFILE", "");
        if (!variable.isEmpty()) {
            return Optional.of(variable);
        }
        JsonNode named = root().path(DEFAULT);
        if (!named.isMissingNode() && !named.isTextual()) {
            throw new InvalidProfileException(file + ": default is no text. Write default = \"NAME\"");
        }
        return Optional.ofNullable(named.textValue());
    }

    /**
     * Reads a profile.
     *
     * @throws InvalidProfileException if it is not there, or cannot be used
     */
    public Profile read(String name) throws InvalidProfileException {
        return read(name, "");
    }

    private String origin() {
        return environment.getOrDefault("SLUICE_PROFILE", "").isEmpty()
                ? ", which its default names"
                : ", which the variable SLUICE_PROFILE names";
    }

    private Profile read(String name, String origin) throws InvalidProfileException {
        JsonNode table = profiles().path(name);
        if (!table.isObject()) {
            List<String> names = names();
            throw new InvalidProfileException("There is no profile '" + name + "' in " + file + origin + ". "
                    + (names.isEmpty() ? "It has none" : "It has " + String.join(", ", names)));
        }
        return new ProfileReader(file, name, table, environment).read();
    }

    private JsonNode profiles() throws InvalidProfileException {
        JsonNode profiles = root().path(PROFILES);
        if (!profiles.isMissingNode() && !profiles.isObject()) {
            throw new InvalidProfileException(file + ": profiles is no table. Write [profiles.NAME]");
        }
        Set<String> folded = new HashSet<>();
        for (String name : (Iterable<String>) profiles::fieldNames) {
            if (!folded.add(name.toLowerCase(Locale.ROOT))) {
                throw new InvalidProfileException(file + ": there is another profile '" + name
                        + "' that is written in other case. Rename one of them");
            }
            // Kernel specs are named after it.
            if (name.equals(LOCAL) || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new InvalidProfileException(file + ": '" + name + "' is no name of a profile. "
                        + (name.equals(LOCAL)
                                ? "It is that of the local pool"
                                : "Use letters, digits, dot, dash and underscore"));
            }
        }
        return profiles;
    }

    private JsonNode root() throws InvalidProfileException {
        try {
            JsonNode root = new TomlMapper().readTree(Files.readString(file));
            for (String key : (Iterable<String>) root::fieldNames) {
                if (!key.equals(DEFAULT) && !key.equals(PROFILES)) {
                    throw new InvalidProfileException(
                            file + ": '" + key + "' is not known. Write default = \"NAME\" and [profiles.NAME]");
                }
            }
            return root;
        } catch (NoSuchFileException e) {
            return MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            throw new InvalidProfileException(file + " is no TOML"
                    + (where == null ? "" : ", line " + where.getLineNr() + ", column " + where.getColumnNr()) + ": "
                    + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidProfileException("Cannot read " + file + ": " + e);
        }
    }
}
