package dev.sluice.kernel.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Signatures of messages that have come. Whoever has seen a message go by can send it again: its signature is good, and only
 * that it is known tells. The protocol has clients make each message unique, by its id and its date.
 */
final class SeenSignatures {

    /** How many are remembered, as ipykernel does ({@code Session.digest_history_size}). */
    static final int MOST = 1 << 16;

    private final Set<String> seen = new LinkedHashSet<>();

    /** Notes a good signature, and returns whether it is new. */
    synchronized boolean add(byte[] signature) {
        if (!seen.add(new String(signature, US_ASCII))) {
            return false;
        }
        if (seen.size() > MOST) {
            seen.remove(seen.iterator().next());
        }
        return true;
    }
}
