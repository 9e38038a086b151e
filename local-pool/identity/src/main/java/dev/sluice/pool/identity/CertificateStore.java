package dev.sluice.pool.identity;

import dev.sluice.pool.identity.secret.OwnerOnlyFiles;
import dev.sluice.pool.identity.secret.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The certificate of the local pool's services, on disk: key store, trust store and PEM file, made in this order, each
 * where it is missing. Whatever depends on a file that had to be made is made anew.
 *
 * @param folder the identity folder, which exists
 */
record CertificateStore(Path folder) {

    private static final String ALIAS = "sluice";
    private static final String STORE_TYPE = "PKCS12";
    private static final int PASSWORD_BYTES = 24;
    private static final int PEM_LINE = 64;

    Path keyStore() {
        return folder.resolve("keystore.p12");
    }

    Path passwordFile() {
        return folder.resolve("keystore-password");
    }

    Path trustStore() {
        return folder.resolve("truststore.p12");
    }

    Path pem() {
        return folder.resolve("certificate.pem");
    }

    void createWhereMissing(SecureRandom random) throws IOException {
        if (!Files.exists(passwordFile())) {
            Files.deleteIfExists(keyStore());
            OwnerOnlyFiles.write(passwordFile(), Secret.randomUrlSafe(random, PASSWORD_BYTES));
        }
        if (!Files.exists(keyStore())) {
            Files.deleteIfExists(trustStore());
            Files.deleteIfExists(pem());
            generateKeyStore();
        }
        if (!Files.exists(trustStore()) || !Files.exists(pem())) {
            Certificate certificate = certificate();
            writeTrustStore(certificate);
            writePem(certificate);
        }
    }

    /** Returns what a server needs to prove that it is this certificate's owner. */
    SSLContext serverTls() throws IOException {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(openKeyStore(), password());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw invalidKeyStore(e);
        }
    }

    private void generateKeyStore() throws IOException {
        Path made = folder.resolve("keystore.p12.new");
        Files.deleteIfExists(made);
        Keytool.generateKeyPair(folder, made.getFileName(), passwordFile().getFileName(), ALIAS);
        Files.move(made, keyStore(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The JDK's own authorities stay in it, since a JVM has one trust store and the Spark pool also talks to the world. */
    private void writeTrustStore(Certificate certificate) throws IOException {
        Path authorities = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        try {
            KeyStore trusted = KeyStore.getInstance(STORE_TYPE);
            trusted.load(null, null);
            KeyStore known =
                    KeyStore.getInstance(authorities.toFile(), LocalIdentity.TRUST_STORE_PASSWORD.toCharArray());
            for (String alias : Collections.list(known.aliases())) {
                trusted.setCertificateEntry(alias, known.getCertificate(alias));
            }
            trusted.setCertificateEntry(ALIAS, certificate);
            OwnerOnlyFiles.write(trustStore(), out -> store(trusted, out));
        } catch (GeneralSecurityException e) {
            throw new IOException("Cannot read the certificate authorities of this JDK from " + authorities, e);
        }
    }

    private static void store(KeyStore trusted, OutputStream out) throws IOException {
        try {
            trusted.store(out, LocalIdentity.TRUST_STORE_PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException("Cannot write the trust store", e);
        }
    }

    private void writePem(Certificate certificate) throws IOException {
        try {
            String encoded =
                    Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            String text = "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n";
            OwnerOnlyFiles.write(pem(), out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw invalidKeyStore(e);
        }
    }

    private Certificate certificate() throws IOException {
        try {
            Certificate certificate = openKeyStore().getCertificate(ALIAS);
            if (certificate == null) {
                throw new IOException("Invalid key store " + keyStore() + ": no entry " + ALIAS
                        + "; delete it to have a new one generated");
            }
            return certificate;
        } catch (GeneralSecurityException e) {
            throw invalidKeyStore(e);
        }
    }

    private KeyStore openKeyStore() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(keyStore().toFile(), password());
    }

    private char[] password() throws IOException {
        return OwnerOnlyFiles.read(passwordFile()).value().toCharArray();
    }

    private IOException invalidKeyStore(GeneralSecurityException cause) {
        return new IOException(
                "Cannot open the key store " + keyStore() + "; delete it to have a new one generated", cause);
    }
}
