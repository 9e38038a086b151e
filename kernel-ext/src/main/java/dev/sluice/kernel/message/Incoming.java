package dev.sluice.kernel.message;

import java.util.List;

/**
 * A message and the way back to who sent it.
 *
 * @param identities routing frames of a ROUTER socket, which a reply begins with
 */
public record Incoming(List<byte[]> identities, Message message) {
    public Incoming {
        identities = List.copyOf(identities);
    }
}
