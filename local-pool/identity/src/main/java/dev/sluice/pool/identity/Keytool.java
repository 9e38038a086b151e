package dev.sluice.pool.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The JDK's {@code keytool}, which makes certificates. The JDK has no public API for that, and a cryptographic library of
 * several megabytes for one call would be more than this needs.
 */
final class Keytool {

    /** Ten years: longer than a checkout lives. */
    private static final String VALIDITY_DAYS = "3650";

    /**
     * {@code dns:127.0.0.1} is what mssql-jdbc compares with a server given as an address; the wildcard is what the ABFS
     * driver sees where the host name of the account leads to this machine.
     */
    private static final String NAMES = "SAN=ip:127.0.0.1,dns:localhost,dns:127.0.0.1,dns:*.dfs.core.windows.net";

    private Keytool() {}

    /**
     * Makes a key pair and a self-signed certificate for it in a new PKCS12 store.
     *
     * @param folder where the process runs; the files are named relative to it, so that no path has to pass a command line
     * @param store the new store's name in the folder
     * @param passwordFile name of the file in the folder that holds the store's password
     */
    static void generateKeyPair(Path folder, Path store, Path passwordFile, String alias) throws IOException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = List.of(
                keytool.toString(),
                "-J-Duser.language=en",
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=127.0.0.1",
                "-validity",
                VALIDITY_DAYS,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:file",
                passwordFile.toString(),
                "-ext",
                NAMES,
                "-ext",
                "EKU=serverAuth");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = exitCodeOf(process);
        if (exitCode != 0) {
            throw new IOException("Cannot make a certificate: " + keytool + " ended with exit code " + exitCode + ": "
                    + output.strip());
        }
        Files.setPosixFilePermissions(folder.resolve(store), PosixFilePermissions.fromString("rw-------"));
    }

    private static int exitCodeOf(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Cannot make a certificate: interrupted", e);
        }
    }
}
