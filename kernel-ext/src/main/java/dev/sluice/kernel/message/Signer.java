package dev.sluice.kernel.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages by HMAC-SHA256 with the key of the connection file. With an empty key nothing is signed or checked. */
public final class Signer {

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    /** Makes a signer with the key as it stands in the connection file: its characters are the key, not their hex value. */
    public Signer(String key) {
        this.key = key.getBytes(UTF_8);
    }

    /** Says whether messages are signed at all. */
    boolean signs() {
        return key.length > 0;
    }

    /** Returns the signature over the four parts of a message, in lower-case hex digits. */
    byte[] sign(List<byte[]> parts) {
        if (key.length == 0) {
            return new byte[0];
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            parts.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign messages: this JVM has no " + ALGORITHM, e);
        }
    }

    /** Says whether a signature fits, in a time that does not tell how much of it does. */
    boolean verifies(byte[] signature, List<byte[]> parts) {
        return key.length == 0 || MessageDigest.isEqual(sign(parts), signature);
    }
}
