package dev.sluice.pool.identity;

import com.nimbusds.jose.jwk.JWKSet;
import dev.sluice.pool.identity.secret.OwnerOnlyFiles;
import dev.sluice.pool.identity.secret.Secret;
import dev.sluice.pool.identity.token.TokenAudience;
import dev.sluice.pool.identity.token.TokenIssuer;
import dev.sluice.pool.identity.token.TokenVerifier;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;

/**
 * The identity folder of the local pool: everything by which its services know each other and their callers.
 *
 * <pre>
 * keystore.p12  keystore-password   the services' TLS key and certificate
 * certificate.pem  truststore.p12   the certificate, for clients (the trust store also holds the JDK's own authorities)
 * signing-key  jwks.json            the token service's key, private and public, as JWK
 * sql-password  storage-key         what SQL logins and SharedKey requests are checked with
 * livy-password                     what requests to Livy are checked with
 * client-secret  identity-header    what the token service asks of its callers
 * </pre>
 *
 * <p>Only the owner reads any of it. Files that are missing are made, files that are there stay as they are.
 */
public final class LocalIdentity {

    /** Password of {@code truststore.p12}. It guards nothing: the JDK's own trust store has the same. */
    public static final String TRUST_STORE_PASSWORD = "changeit";

    /** Account keys of Azure have 64 bytes. */
    private static final int STORAGE_KEY_BYTES = 64;

    private static final int SECRET_BYTES = 24;

    /** Locks of a file do not exclude threads of one JVM from each other. */
    private static final ReentrantLock CREATION = new ReentrantLock();

    private final Path folder;
    private final CertificateStore certificates;

    private LocalIdentity(Path folder) {
        this.folder = folder;
        this.certificates = new CertificateStore(folder);
    }

    /**
     * Opens the folder and makes what is missing. Several processes may do so at once.
     *
     * @throws IOException if the folder cannot be written or a file in it is not what it should be
     */
    public static LocalIdentity openOrCreate(Path folder) throws IOException {
        LocalIdentity identity = new LocalIdentity(folder.toAbsolutePath().normalize());
        CREATION.lock();
        try {
            OwnerOnlyFiles.createFolder(identity.folder);
            try (FileChannel channel = OwnerOnlyFiles.openForLock(identity.file("lock"));
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    identity.createWhereMissing();
                }
            }
        } finally {
            CREATION.unlock();
        }
        return identity;
    }

    /** Returns the certificate as PEM, for clients outside Java. */
    public Path certificateFile() {
        return certificates.pem();
    }

    /** Returns the PKCS12 store for {@code javax.net.ssl.trustStore}; its password is {@link #TRUST_STORE_PASSWORD}. */
    public Path trustStoreFile() {
        return certificates.trustStore();
    }

    /** Returns the PKCS12 store that holds the services' private key. */
    public Path keyStoreFile() {
        return certificates.keyStore();
    }

    /** Returns the file with the password of SQL login {@code sluice}. */
    public Path sqlPasswordFile() {
        return file("sql-password");
    }

    /** Returns the file with the password of Livy's user {@code sluice}. */
    public Path livyPasswordFile() {
        return file("livy-password");
    }

    /** Returns the file with the storage account's key, as base64. */
    public Path storageKeyFile() {
        return file("storage-key");
    }

    /** Returns the file with the secret of OAuth client {@code sluice-local}. */
    public Path clientSecretFile() {
        return file("client-secret");
    }

    /** Returns the file with the value that managed identity calls send as {@code X-IDENTITY-HEADER}. */
    public Path identityHeaderFile() {
        return file("identity-header");
    }

    /** Reads the password of SQL login {@code sluice}. */
    public Secret sqlPassword() throws IOException {
        return OwnerOnlyFiles.read(sqlPasswordFile());
    }

    /** Reads the storage account's key, as base64. */
    public Secret storageKey() throws IOException {
        return OwnerOnlyFiles.read(storageKeyFile());
    }

    /** Reads the secret of OAuth client {@code sluice-local}. */
    public Secret clientSecret() throws IOException {
        return OwnerOnlyFiles.read(clientSecretFile());
    }

    /** Reads the value that managed identity calls send as {@code X-IDENTITY-HEADER}. */
    public Secret identityHeader() throws IOException {
        return OwnerOnlyFiles.read(identityHeaderFile());
    }

    /** Returns what a server of the local pool needs for TLS. */
    public SSLContext serverTls() throws IOException {
        return certificates.serverTls();
    }

    /** Returns the check for tokens that callers show to a service. */
    public TokenVerifier tokenVerifier(TokenAudience audience, Clock clock) throws IOException {
        return new TokenVerifier(publicKeys(), audience, clock);
    }

    /**
     * Returns what issues tokens.
     *
     * @param port port of the token service, part of the issuer's name
     * @param lifetime how long the tokens are valid
     */
    public TokenIssuer tokenIssuer(int port, Duration lifetime, Clock clock) throws IOException {
        return new TokenIssuer(SigningKey.read(signingKeyFile()), port, lifetime, clock);
    }

    /** Returns the public keys that tokens are checked with. */
    public JWKSet publicKeys() throws IOException {
        return SigningKey.readPublic(publicKeysFile());
    }

    private void createWhereMissing() throws IOException {
        SecureRandom random = new SecureRandom();
        certificates.createWhereMissing(random);
        SigningKey.createWhereMissing(signingKeyFile(), publicKeysFile());
        createSecret(sqlPasswordFile(), Secret.randomUrlSafe(random, SECRET_BYTES));
        createSecret(livyPasswordFile(), Secret.randomUrlSafe(random, SECRET_BYTES));
        createSecret(storageKeyFile(), Secret.randomBase64(random, STORAGE_KEY_BYTES));
        createSecret(clientSecretFile(), Secret.randomUrlSafe(random, SECRET_BYTES));
        createSecret(identityHeaderFile(), Secret.randomUrlSafe(random, SECRET_BYTES));
    }

    private static void createSecret(Path file, Secret secret) throws IOException {
        if (!Files.exists(file)) {
            OwnerOnlyFiles.write(file, secret);
        }
    }

    private Path signingKeyFile() {
        return file("signing-key");
    }

    private Path publicKeysFile() {
        return file("jwks.json");
    }

    private Path file(String name) {
        return folder.resolve(name);
    }
}
