package dev.sluice.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.livy.LivyException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileFileTest {

    @TempDir
    private Path folder;

    private ProfileFile file(String text, Map<String, String> environment) throws IOException {
        Path file = Files.createDirectories(folder.resolve(".config/sluice")).resolve("config.toml");
        Files.writeString(file, text);
        return ProfileFile.of(environment, folder);
    }

    private Profile only(String options) throws Exception {
        return file("[profiles.work]\n" + options, Map.of("PASSWORD", "s3cr3t")).read("work");
    }

    private Path secret(String name, String text, String permissions) throws IOException {
        Path file = Files.createDirectories(folder.resolve(".config/sluice")).resolve(name);
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void liesWhereOtherSettingsLie() {
        assertThat(ProfileFile.of(Map.of(), folder).path()).isEqualTo(folder.resolve(".config/sluice/config.toml"));
        assertThat(ProfileFile.of(Map.of("XDG_CONFIG_HOME", "/x"), folder).path())
                .isEqualTo(Path.of("/x/sluice/config.toml"));
        assertThat(ProfileFile.of(Map.of("XDG_CONFIG_HOME", "/x", "SLUICE_CONFIG", "/y.toml"), folder)
                        .path())
                .isEqualTo(Path.of("/y.toml"));
    }

    @Test
    void readsAllThatAProfileSays() throws Exception {
        secret("password", "s3cr3t\nnot this\n", "rw-------");
        ProfileFile file = file("""
                default = "work"

                [profiles.home]
                livy = "http://127.0.0.1:8998"

                [profiles.work]
                livy = "https://spark.example.com:8998/gateway/"
                auth = "basic"
                user = "mary"
                password = "file:password"
                proxy = "http://proxy.example.com:3128"

                [profiles.work.headers]
                X-Team = "data"
                X-Key = "env:KEY"

                [profiles.work.session]
                jars = ["abfss://c@a.dfs.core.windows.net/j.jar"]
                numExecutors = 2

                [profiles.work.session.conf]
                "spark.sluice.server" = "h,1433"
                """, Map.of("KEY", "k3y"));

        Profile work = file.standard().orElseThrow();

        assertThat(file.names()).containsExactly("home", "work");
        assertThat(work.livy()).isEqualTo(URI.create("https://spark.example.com:8998/gateway"));
        assertThat(work.authentication().authorization()).contains("Basic bWFyeTpzM2NyM3Q=");
        assertThat(work.transport().headers()).isEqualTo(Map.of("X-Team", "data", "X-Key", "k3y"));
        assertThat(work.transport().proxy()).hasToString("proxy.example.com/<unresolved>:3128");
        assertThat(work.session())
                .isEqualTo(Map.of(
                        "jars",
                        List.of("abfss://c@a.dfs.core.windows.net/j.jar"),
                        "numExecutors",
                        2,
                        "conf",
                        Map.of("spark.sluice.server", "h,1433")));
        assertThat(work.endpoint().address()).isEqualTo(work.livy());
        assertThat(work + " " + work.transport()).doesNotContain("s3cr3t", "k3y");
        assertThat(file.read("home").authentication().authorization()).isEmpty();
    }

    @Test
    void knowsWhichProfileIsMeant() throws Exception {
        String text = "default = \"a\"\n[profiles.a]\nlivy = \"http://a\"\n[profiles.b]\nlivy = \"http://b\"\n";

        assertThat(file(text, Map.of()).standardName()).contains("a");
        assertThat(file(text, Map.of("SLUICE_PROFILE", "b"))
                        .standard()
                        .orElseThrow()
                        .name())
                .isEqualTo("b");
        assertThat(file(text, Map.of("SLUICE_PROFILE", "local")).standard()).isEmpty();
        assertThat(file("", Map.of()).standard()).isEmpty();
        assertThat(ProfileFile.of(Map.of(), folder.resolve("none")).standard()).isEmpty();
        assertThatThrownBy(() -> file(text, Map.of("SLUICE_PROFILE", "c")).standard())
                .isExactlyInstanceOf(InvalidProfileException.class)
                .hasMessage("There is no profile 'c' in " + folder
                        + "/.config/sluice/config.toml, which the variable SLUICE_PROFILE names. It has a, b");
        assertThatThrownBy(() -> file("default = \"d\"", Map.of()).standard())
                .hasMessage("There is no profile 'd' in " + folder
                        + "/.config/sluice/config.toml, which its default names. It has none");
    }

    /** Tokens are renewed by whoever writes the file. */
    @Test
    void readsATokenBeforeEveryRequest() throws Exception {
        Path token = secret("token", "one", "rw-------");
        Profile profile = only("livy = \"https://h\"\nauth = \"bearer\"\ntoken = \"file:token\"");

        assertThat(profile.authentication().authorization()).contains("Bearer one");
        Files.writeString(token, "two\n");
        assertThat(profile.authentication().authorization()).contains("Bearer two");
        Files.delete(token);
        assertThatThrownBy(() -> profile.authentication().authorization())
                .isExactlyInstanceOf(LivyException.Unauthorized.class)
                .hasMessageStartingWith(
                        "Livy at https://h refused the login (HTTP 401): no token was sent, because there is"
                                + " no file " + token);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            auth = "basic"                                      | the option livy is missing. Write livy = "https://HOST:8998"
            livy = 8998                                         | option livy is no text. Write it in quotes
            livy = "ftp://h"                                    | option livy: Invalid Livy address 'ftp://h': write http://host:port or https://host/path
            livy = "http://u:s3cr3t@h"                          | option livy: Invalid Livy address 'http://***@h': it holds a login, which would stand in logs; write http://host:port or https://host/path
            livy = "http://h"; colour = "blue"                  | it has no option 'colour'. Known are auth, authorities, headers, livy, password, proxy, session, token, user
            livy = "https://h"; auth = "magic"                   | option auth: 'magic' is no login. Known are basic, bearer, none
            livy = "http://h"; user = "mary"                    | the option user belongs to another login than auth = "none"
            livy = "https://h"; auth = "basic"; user = "mary"    | the option password is missing, which auth = "basic" needs
            livy = "https://h"; auth = "basic"; user = "m"; password = "s3cr3t" | option password: write where the secret is found, as file:PATH or env:NAME, never the secret itself
            livy = "https://h"; auth = "basic"; user = "m"; password = "env:"   | option password: write where the secret is found, as file:PATH or env:NAME, never the secret itself
            livy = "https://h"; auth = "basic"; user = "m"; password = "env:NO" | option password: the variable NO is not set where Sluice was started
            livy = "https://h"; auth = "basic"; user = "m:n"; password = "env:PASSWORD" | option user: Invalid user 'm:n': a name with a colon cannot log in by HTTP Basic
            livy = "http://h"; proxy = "socks://p:1"            | option proxy: write http://HOST:PORT
            livy = "http://h"; proxy = "http://u:s3cr3t@p:1"    | option proxy: a proxy that asks for a login is not supported
            livy = "http://h"; headers = "X-A"                  | option headers: write a table, as [profiles.work.headers]
            livy = "http://h"; headers = { X-A = 1 }            | option headers: the value of X-A is no text
            livy = "http://h"; headers = { "X A" = "1" }        | option headers: Invalid header name 'X A'
            livy = "http://h"; headers = { Host = "1" }         | option headers: Header Host is written by the client itself
            livy = "http://h"; session = 1                      | option session: write a table, as [profiles.work.session]
            """)
    void namesTheOptionThatIsWrong(String options, String message) {
        assertThatThrownBy(() -> only(options.replace("; ", "\n")))
                .isExactlyInstanceOf(InvalidProfileException.class)
                .hasMessage("Profile 'work' of " + folder + "/.config/sluice/config.toml: " + message);
    }

    @Test
    void sendsNoLoginInTheClearToOtherMachines() throws Exception {
        String login = "\nauth = \"basic\"\nuser = \"m\"\npassword = \"env:PASSWORD\"";

        assertThatThrownBy(() -> only("livy = \"http://h:8998/gateway\"" + login))
                .hasMessageEndingWith("option livy: a login is sent over https alone, but for servers of this machine."
                        + " Write https://h:8998");
        for (String near : List.of("http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1", "https://h")) {
            assertThat(only("livy = \"" + near + "\"" + login).authentication().authorization())
                    .isPresent();
        }
    }

    /** As Windows writes a file; what HTTP has no place for is not repeated. */
    @Test
    void readsASecretBehindAMarkOfItsEncoding() throws Exception {
        secret("token", "\ufeffone", "rw-------");
        assertThat(only("livy = \"https://h\"\nauth = \"bearer\"\ntoken = \"file:token\"")
                        .authentication()
                        .authorization())
                .contains("Bearer one");
        secret("key", "\u20acs3cr3t", "rw-------");
        assertThatThrownBy(() -> only("livy = \"https://h\"\nheaders = { X-Key = \"file:key\" }"))
                .hasMessageEndingWith(
                        "option headers: The value of header X-Key holds a control character, or one that HTTP"
                                + " has no place for");
    }

    @Test
    void refusesSecretsThatOthersRead() throws Exception {
        String options = "livy = \"https://h\"\nauth = \"basic\"\nuser = \"m\"\npassword = \"file:p\"";
        Path file = secret("p", "s3cr3t", "rw-r-----");

        assertThatThrownBy(() -> only(options))
                .hasMessageEndingWith("option password: other users can read or change the file " + file
                        + ". Run: chmod 600 " + file);
        secret("p", "\n", "rw-------");
        assertThatThrownBy(() -> only(options))
                .hasMessageEndingWith("the first line of the file " + file + " is empty");
        secret("p", "x".repeat(70_000), "rw-------");
        assertThatThrownBy(() -> only(options)).hasMessageEndingWith("the file " + file + " is longer than any secret");
        Files.delete(file);
        assertThatThrownBy(() -> only(options)).hasMessageEndingWith("option password: there is no file " + file);
        Files.createDirectory(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> only(options)).hasMessageContaining("the file " + file + " cannot be read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            default = 1          | : default is no text. Write default = "NAME"
            colour = "blue"      | : 'colour' is not known. Write default = "NAME" and [profiles.NAME]
            [profiles.a]~[profiles.A] | : there is another profile 'A' that is written in other case. Rename one of them
            profiles = 1         | : profiles is no table. Write [profiles.NAME]
            [profiles.local]     | : 'local' is no name of a profile. It is that of the local pool
            [profiles."a b"]     | : 'a b' is no name of a profile. Use letters, digits, dot, dash and underscore
            """)
    void namesWhatIsNotUnderstoodInTheFile(String text, String message) {
        assertThatThrownBy(() -> {
                    ProfileFile file = file(text.replace("~", "\n"), Map.of());
                    file.standard();
                    file.names();
                })
                .isExactlyInstanceOf(InvalidProfileException.class)
                .hasMessage(folder + "/.config/sluice/config.toml" + message);
    }

    @Test
    void saysWhereTheFileIsNoToml() {
        assertThatThrownBy(
                        () -> file("[profiles.a]\nlivy = http://h\n", Map.of()).names())
                .isExactlyInstanceOf(InvalidProfileException.class)
                .hasMessageStartingWith(folder + "/.config/sluice/config.toml is no TOML, line 2, column ");
    }

    @Test
    void saysThatAuthoritiesAreNone() throws Exception {
        Path file = secret("ca.pem", "nothing", "rw-r--r--");

        assertThatThrownBy(() -> only("livy = \"https://h\"\nauthorities = \"ca.pem\""))
                .hasMessageEndingWith("option authorities: the file " + file + " holds no certificate in the PEM form");
        assertThatThrownBy(() -> only("livy = \"https://h\"\nauthorities = \"~/none.pem\""))
                .hasMessageEndingWith(
                        "option authorities: there is no file " + System.getProperty("user.home") + "/none.pem");
    }
}
