package dev.sluice.pool.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.secret.Secret;
import dev.sluice.pool.identity.token.TokenAudience;
import dev.sluice.pool.storage.auth.Authenticator;
import dev.sluice.pool.storage.lake.FileSystemName;
import dev.sluice.pool.storage.lake.Lake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The unmodified ABFS driver with production URIs, by key and by token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AbfsDriverIT {

    private static final String HOST = "sluicelocal.dfs.core.windows.net";
    private static final URI LAKE = URI.create("abfss://lake@" + HOST + "/");

    private final java.nio.file.Path folder;
    private final LocalIdentity identity;
    private final StorageServer server;

    AbfsDriverIT(@TempDir java.nio.file.Path folder) throws IOException {
        this.folder = folder;
        identity = LocalIdentity.openOrCreate(folder.resolve("identity"));
        // The driver trusts what its JVM trusts; nothing in this JVM has opened a connection yet.
        System.setProperty("javax.net.ssl.trustStore", identity.trustStoreFile().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", LocalIdentity.TRUST_STORE_PASSWORD);
        Clock clock = Clock.systemUTC();
        Lake lake = Lake.open(folder.resolve("lake"), "sluicelocal");
        lake.createWhereMissing(new FileSystemName("lake"));
        server = StorageServer.start(
                0,
                identity.serverTls(),
                "sluicelocal",
                lake,
                new Authenticator(
                        "sluicelocal",
                        identity.storageKey(),
                        identity.tokenVerifier(TokenAudience.STORAGE, clock),
                        clock));
    }

    /** How a client proves who it is. */
    enum Credentials {
        KEY,
        TOKEN
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void writesReadsAndAppends(Credentials credentials) throws IOException {
        byte[] data = new byte[17 * 1024 * 1024 + 13];
        new Random(1).nextBytes(data);
        try (FileSystem files = open(credentials)) {
            Path base = base("writes", credentials);
            Path big = new Path(base, "a/b/big.bin");
            write(files, big, data);
            assertThat(files.getFileStatus(big).getLen()).isEqualTo(data.length);
            assertThat(read(files, big)).isEqualTo(data);
            try (FSDataInputStream in = files.open(big)) {
                byte[] tail = new byte[8];
                in.seek(data.length - 8L);
                in.readFully(tail);
                assertThat(tail).isEqualTo(Arrays.copyOfRange(data, data.length - 8, data.length));
            }

            Path small = new Path(base, "small");
            write(files, small, "hello äöü".getBytes(UTF_8));
            try (FSDataOutputStream out = files.append(small)) {
                out.write(" and more".getBytes(UTF_8));
            }
            assertThat(new String(read(files, small), UTF_8)).isEqualTo("hello äöü and more");
            assertThat(onDisk(small)).hasContent("hello äöü and more");

            Path flushed = new Path(base, "flushed");
            try (FSDataOutputStream out = files.create(flushed)) {
                out.write(data, 0, 1000);
                out.hflush();
                assertThat(files.getFileStatus(flushed).getLen()).isEqualTo(1000);
                out.write(data, 1000, 1000);
                out.hsync();
            }
            assertThat(read(files, flushed)).isEqualTo(Arrays.copyOf(data, 2000));

            write(files, new Path(base, "_SUCCESS"), new byte[0]);
            assertThat(read(files, new Path(base, "_SUCCESS"))).isEmpty();
            assertThatThrownBy(() -> files.create(small, false)).isInstanceOf(FileAlreadyExistsException.class);
            assertThat(files.delete(base, true)).isTrue();
            assertThat(files.exists(base)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void managesDirectories(Credentials credentials) throws IOException {
        try (FileSystem files = open(credentials)) {
            Path base = base("directories", credentials);
            assertThat(files.mkdirs(new Path(base, "a/b"))).isTrue();
            write(files, new Path(base, "a/b/f"), new byte[] {1});
            Path odd = new Path(base, "a/b/k=v x/%41+ü é#.txt");
            write(files, odd, new byte[] {1});
            assertThat(files.exists(odd)).isTrue();
            assertThat(onDisk(odd)).exists();
            assertThat(names(files.listStatus(new Path(base, "a/b")))).containsExactly("f", "k=v x");
            assertThat(files.getFileStatus(new Path(base, "a")).isDirectory()).isTrue();

            String etag = ((EtagSource) files.getFileStatus(odd)).getEtag();
            assertThat(files.rename(new Path(base, "a/b"), new Path(base, "a/c")))
                    .isTrue();
            assertThat(files.exists(new Path(base, "a/b"))).isFalse();
            FileStatus moved = files.getFileStatus(new Path(base, "a/c/k=v x/%41+ü é#.txt"));
            assertThat(((EtagSource) moved).getEtag()).isEqualTo(etag);
            assertThat(files.rename(new Path(base, "nothing"), new Path(base, "x")))
                    .isFalse();
            assertThat(files.rename(moved.getPath(), new Path(base, "a/c/plain")))
                    .isTrue();

            assertThatThrownBy(() -> files.getFileStatus(new Path(base, "nothing")))
                    .isInstanceOf(FileNotFoundException.class);
            assertThatThrownBy(() -> files.delete(new Path(base, "a"), false)).isInstanceOf(IOException.class);

            files.setPermission(new Path(base, "a/c/f"), new FsPermission((short) 0600));
            assertThat(files.getFileStatus(new Path(base, "a/c/f")).getPermission())
                    .isEqualTo(new FsPermission((short) 0600));
            files.setXAttr(new Path(base, "a/c/f"), "user.note", "x".getBytes(UTF_8));
            assertThat(files.getXAttr(new Path(base, "a/c/f"), "user.note")).isEqualTo("x".getBytes(UTF_8));
            assertThat(files.delete(base, true)).isTrue();
        }
    }

    @Test
    void listsMoreThanAPage() throws IOException {
        Configuration configuration = configuration(Credentials.KEY);
        configuration.set("fs.azure.list.max.results", "7");
        try (FileSystem files = FileSystem.newInstance(LAKE, configuration)) {
            Path base = new Path("/pages");
            for (int i = 0; i < 30; i++) {
                write(files, new Path(base, "d" + i % 3 + "/f" + i), new byte[0]);
            }
            List<String> found = new ArrayList<>();
            RemoteIterator<LocatedFileStatus> all = files.listFiles(base, true);
            while (all.hasNext()) {
                found.add(all.next().getPath().getName());
            }
            assertThat(found).hasSize(30).doesNotHaveDuplicates();
            assertThat(files.listStatus(new Path(base, "d1"))).hasSize(10);
            assertThat(files.delete(base, true)).isTrue();
        }
    }

    @Test
    void turnsAWrongKeyDown() throws IOException {
        Configuration configuration = configuration(Credentials.KEY);
        configuration.set(
                "fs.azure.account.key." + HOST,
                Secret.randomBase64(new SecureRandom(), 64).value());
        try (FileSystem files = FileSystem.newInstance(LAKE, configuration)) {
            assertThatThrownBy(() -> files.listStatus(new Path("/")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("403")
                    .hasMessageContaining("AuthenticationFailed")
                    .hasMessageContaining(
                            "Server failed to authenticate the request. Make sure the value of Authorization"
                                    + " header is formed correctly including the signature. The signature was not made with the key"
                                    + " of account 'sluicelocal'.");
        }
    }

    @Test
    void turnsAnExpiredTokenDown() throws IOException {
        assertTurnedDown(
                tokenOf(Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)), TokenAudience.STORAGE),
                "Lifetime validation failed. The token is expired. The token expired at ");
    }

    @Test
    void turnsATokenForTheSqlPoolDown() throws IOException {
        assertTurnedDown(
                tokenOf(Clock.systemUTC(), TokenAudience.SQL_POOL),
                "Audience validation failed. Audience did not match. The token is for https://database.windows.net/, not for"
                        + " https://storage.azure.com/.");
    }

    @Test
    void leavesNothingOutOfSight() throws IOException {
        try (FileSystem files = open(Credentials.KEY)) {
            Path file = new Path("/scratch/f");
            write(files, file, new byte[100]);
            assertThat(files.delete(new Path("/scratch"), true)).isTrue();
        }
        try (Stream<java.nio.file.Path> left =
                Files.list(folder.resolve("lake").resolve(".sluice/sluicelocal/scratch"))) {
            assertThat(left).isEmpty();
        }
    }

    private void assertTurnedDown(String token, String reason) throws IOException {
        Configuration configuration = configuration(Credentials.TOKEN);
        configuration.set(FixedTokenProvider.TOKEN, token);
        try (FileSystem files = FileSystem.newInstance(LAKE, configuration)) {
            assertThatThrownBy(() -> files.listStatus(new Path("/")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("401")
                    .hasMessageContaining("InvalidAuthenticationInfo")
                    .hasMessageContaining(reason);
        }
    }

    private FileSystem open(Credentials credentials) throws IOException {
        return FileSystem.newInstance(LAKE, configuration(credentials));
    }

    private Configuration configuration(Credentials credentials) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set("fs.azure.abfs.endpoint." + HOST, "127.0.0.1:" + server.port());
        configuration.set("fs.azure.io.retry.max.retries", "0");
        if (credentials == Credentials.KEY) {
            configuration.set(
                    "fs.azure.account.key." + HOST, identity.storageKey().value());
        } else {
            configuration.set("fs.azure.account.auth.type." + HOST, "Custom");
            configuration.set("fs.azure.account.oauth.provider.type." + HOST, FixedTokenProvider.class.getName());
            configuration.set(FixedTokenProvider.TOKEN, tokenOf(Clock.systemUTC(), TokenAudience.STORAGE));
        }
        return configuration;
    }

    private String tokenOf(Clock clock, TokenAudience audience) throws IOException {
        return identity.tokenIssuer(4711, Duration.ofHours(1), clock)
                .issue("sluice-spark", audience)
                .value();
    }

    private java.nio.file.Path onDisk(Path path) {
        return folder.resolve("lake/sluicelocal/lake" + path.toUri().getPath());
    }

    private static Path base(String test, Credentials credentials) {
        return new Path("/" + test + "-" + credentials.name().toLowerCase(Locale.ROOT));
    }

    private static void write(FileSystem files, Path path, byte[] content) throws IOException {
        try (FSDataOutputStream out = files.create(path, true)) {
            out.write(content);
        }
    }

    private static byte[] read(FileSystem files, Path path) throws IOException {
        try (FSDataInputStream in = files.open(path)) {
            return in.readAllBytes();
        }
    }

    private static List<String> names(FileStatus[] entries) {
        return Arrays.stream(entries).map(entry -> entry.getPath().getName()).toList();
    }
}
