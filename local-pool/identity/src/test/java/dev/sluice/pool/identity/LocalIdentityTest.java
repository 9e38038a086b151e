package dev.sluice.pool.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pool.identity.token.TokenAudience;
import dev.sluice.pool.identity.token.TokenRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalIdentityTest {

    @TempDir
    private Path state;

    @Test
    void makesEveryFileForItsOwnerOnly() throws IOException {
        LocalIdentity.openOrCreate(folder());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
        assertThat(contents().keySet())
                .containsExactlyInAnyOrder(
                        "certificate.pem",
                        "client-secret",
                        "identity-header",
                        "jwks.json",
                        "keystore-password",
                        "keystore.p12",
                        "livy-password",
                        "lock",
                        "signing-key",
                        "sql-password",
                        "storage-key",
                        "truststore.p12");
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as("permissions of %s", file.getFileName())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void leavesWhatIsThereAsItIs() throws IOException {
        LocalIdentity.openOrCreate(folder());
        Map<String, String> before = contents();
        LocalIdentity.openOrCreate(folder());
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void makesAnewWhatDependsOnAFileThatIsGone() throws IOException {
        LocalIdentity.openOrCreate(folder());
        Map<String, String> before = contents();
        Files.delete(folder().resolve("keystore-password"));
        Files.delete(folder().resolve("signing-key"));
        LocalIdentity remade = LocalIdentity.openOrCreate(folder());
        Map<String, String> after = contents();
        for (String changed :
                List.of("keystore.p12", "certificate.pem", "truststore.p12", "signing-key", "jwks.json")) {
            assertThat(after.get(changed)).as(changed).isNotEqualTo(before.get(changed));
        }
        for (String same : List.of("sql-password", "storage-key", "client-secret", "identity-header")) {
            assertThat(after.get(same)).as(same).isEqualTo(before.get(same));
        }
        assertThat(remade.serverTls()).isNotNull();
    }

    @Test
    void givesTheCertificateTheNamesThatDriversCompare() throws IOException, GeneralSecurityException {
        LocalIdentity identity = LocalIdentity.openOrCreate(folder());
        X509Certificate certificate;
        try (InputStream pem = Files.newInputStream(identity.certificateFile())) {
            certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        assertThat(names)
                .extracting(name -> name.get(1).toString())
                .containsExactlyInAnyOrder("127.0.0.1", "localhost", "127.0.0.1", "*.dfs.core.windows.net");
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=127.0.0.1");
    }

    @Test
    void trustsTheAuthoritiesOfTheJdkBesideItsOwnCertificate() throws IOException, GeneralSecurityException {
        LocalIdentity identity = LocalIdentity.openOrCreate(folder());
        char[] password = LocalIdentity.TRUST_STORE_PASSWORD.toCharArray();
        KeyStore trusted = KeyStore.getInstance(identity.trustStoreFile().toFile(), password);
        KeyStore own = KeyStore.getInstance(
                identity.keyStoreFile().toFile(),
                Files.readString(folder().resolve("keystore-password")).toCharArray());
        assertThat(trusted.size()).isGreaterThan(10);
        assertThat(trusted.getCertificate("sluice")).isEqualTo(own.getCertificate("sluice"));
        assertThat(trusted.isKeyEntry("sluice")).isFalse();
    }

    @Test
    void readsItsSecretsBack() throws IOException {
        LocalIdentity identity = LocalIdentity.openOrCreate(folder());
        assertThat(Base64.getDecoder().decode(identity.storageKey().value())).hasSize(64);
        assertThat(identity.sqlPasswordFile()).hasContent(identity.sqlPassword().value());
        assertThat(identity.storageKeyFile()).hasContent(identity.storageKey().value());
        assertThat(identity.clientSecretFile())
                .hasContent(identity.clientSecret().value());
        assertThat(identity.identityHeaderFile())
                .hasContent(identity.identityHeader().value());
    }

    @Test
    void verifiesTheTokensOfItsOwnIssuerOnly() throws IOException, TokenRejectedException {
        Clock clock = Clock.systemUTC();
        LocalIdentity identity = LocalIdentity.openOrCreate(folder());
        LocalIdentity other = LocalIdentity.openOrCreate(state.resolve("other"));
        String token = identity.tokenIssuer(1, Duration.ofMinutes(1), clock)
                .issue("p", TokenAudience.SQL_POOL)
                .value();
        assertThat(identity.tokenVerifier(TokenAudience.SQL_POOL, clock)
                        .verify(token)
                        .principal())
                .isEqualTo("p");
        assertThatThrownBy(
                        () -> other.tokenVerifier(TokenAudience.SQL_POOL, clock).verify(token))
                .isInstanceOf(TokenRejectedException.class)
                .hasMessage("The token is not signed by the local pool's token service");
    }

    @Test
    void saysWhatToDoAboutBrokenKeys() throws IOException {
        LocalIdentity identity = LocalIdentity.openOrCreate(folder());
        Path signingKey = Files.writeString(folder().resolve("signing-key"), "{}");
        Path publicKeys = Files.writeString(folder().resolve("jwks.json"), "not JSON");
        assertThatThrownBy(() -> identity.tokenIssuer(1, Duration.ofMinutes(1), Clock.systemUTC()))
                .isInstanceOf(IOException.class)
                .hasMessage("Invalid signing key " + signingKey + "; delete it to have a new one generated");
        assertThatThrownBy(identity::publicKeys)
                .isInstanceOf(IOException.class)
                .hasMessage("Invalid public keys " + publicKeys + "; delete it to have it made anew");
    }

    @Test
    void saysWhyACertificateCannotBeMade() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("keystore-password"), "short");
        assertThatThrownBy(() -> LocalIdentity.openOrCreate(folder()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Cannot make a certificate: ")
                .hasMessageContaining("ended with exit code 1: keytool error: java.lang.Exception:");
    }

    private Path folder() {
        return state.resolve("identität mit leerzeichen");
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.toList()) {
                contents.put(
                        String.valueOf(file.getFileName()),
                        Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
