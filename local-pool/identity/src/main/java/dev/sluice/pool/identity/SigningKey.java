package dev.sluice.pool.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.sluice.pool.identity.secret.OwnerOnlyFiles;
import dev.sluice.pool.identity.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/** The key that signs tokens: private as a JWK in {@code signing-key}, public as a JWK set in {@code jwks.json}. */
final class SigningKey {

    private static final int BITS = 2048;

    private SigningKey() {}

    static void createWhereMissing(Path keyFile, Path publicFile) throws IOException {
        if (!Files.exists(keyFile)) {
            OwnerOnlyFiles.write(keyFile, new Secret(generate().toJSONString()));
            // A public key that was left from an earlier private one would turn every token down.
            Files.deleteIfExists(publicFile);
        }
        if (!Files.exists(publicFile)) {
            String publicKeys = new JWKSet(read(keyFile).toPublicJWK()).toString();
            OwnerOnlyFiles.write(publicFile, out -> out.write(publicKeys.getBytes(StandardCharsets.UTF_8)));
        }
    }

    static RSAKey read(Path keyFile) throws IOException {
        try {
            return RSAKey.parse(OwnerOnlyFiles.read(keyFile).value());
        } catch (ParseException e) {
            throw new IOException("Invalid signing key " + keyFile + "; delete it to have a new one generated", e);
        }
    }

    static JWKSet readPublic(Path publicFile) throws IOException {
        try {
            return JWKSet.parse(Files.readString(publicFile));
        } catch (ParseException e) {
            throw new IOException("Invalid public keys " + publicFile + "; delete it to have it made anew", e);
        }
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(BITS)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("Cannot generate an RSA key", e);
        }
    }
}
