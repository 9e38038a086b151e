package dev.sluice.livy.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates that the JDK's keytool makes at test time: one that is good for 127.0.0.1, and those of impostors. */
final class Certificates {

    static final String PASSWORD = "changeit";

    private static final char[] PASSWORD_CHARS = PASSWORD.toCharArray();

    /** Who a server says it is. */
    enum Server {
        GENUINE("trusted", "CN=127.0.0.1", "SAN=ip:127.0.0.1", "-1d"),
        WRONG_NAME("trusted", "CN=other.example.com", "SAN=dns:other.example.com,ip:127.0.0.9", "-1d"),
        WRONG_AUTHORITY("stranger", "CN=127.0.0.1", "SAN=ip:127.0.0.1", "-1d"),
        EXPIRED("trusted", "CN=127.0.0.1", "SAN=ip:127.0.0.1", "-9d");

        private final String authority;
        /** Microsoft's driver for SQL Server takes it for a name, too. */
        private final String subject;

        private final String names;
        private final String begin;

        Server(String authority, String subject, String names, String begin) {
            this.authority = authority;
            this.subject = subject;
            this.names = names;
            this.begin = begin;
        }

        String alias() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Path folder;
    private final KeyStore store;

    private Certificates(Path folder, KeyStore store) {
        this.folder = folder;
        this.store = store;
    }

    /** Makes all of them, each valid for three days. */
    static Certificates make(Path folder) throws IOException, GeneralSecurityException {
        for (String authority : List.of("trusted", "stranger")) {
            keytool(
                    folder,
                    authority,
                    "-dname",
                    "CN=" + authority,
                    "-ext",
                    "bc:c=ca:true",
                    "-validity",
                    "30",
                    "-startdate",
                    "-10d");
        }
        for (Server server : Server.values()) {
            keytool(
                    folder,
                    server.alias(),
                    "-dname",
                    server.subject,
                    "-ext",
                    server.names,
                    "-ext",
                    "EKU=serverAuth",
                    "-signer",
                    server.authority,
                    "-validity",
                    "3",
                    "-startdate",
                    server.begin);
        }
        Certificates made = new Certificates(
                folder, KeyStore.getInstance(folder.resolve("all.p12").toFile(), PASSWORD_CHARS));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("trusted", made.store.getCertificate("trusted"));
        try (OutputStream out = Files.newOutputStream(made.trustStore())) {
            trusted.store(out, PASSWORD_CHARS);
        }
        return made;
    }

    /** Returns the store with the one authority that clients trust. */
    Path trustStore() {
        return folder.resolve("trusted.p12");
    }

    /** Returns what a server shows. */
    SSLContext of(Server server) throws GeneralSecurityException, IOException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                "own",
                store.getKey(server.alias(), PASSWORD_CHARS),
                PASSWORD_CHARS,
                store.getCertificateChain(server.alias()));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(own, PASSWORD_CHARS);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path folder, String alias, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-Duser.language=en",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.resolve("all.p12").toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                alias));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("keytool made no certificate " + alias + ": " + said);
        }
    }
}
