package dev.sluice.pool.storage.operation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The checksum of Azure's protocol. It guards against broken transfers, not against people. */
final class Md5 {

    private Md5() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }
}
