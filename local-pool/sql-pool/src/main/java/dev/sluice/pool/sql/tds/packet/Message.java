package dev.sluice.pool.sql.tds.packet;

import static java.util.Objects.requireNonNull;

/**
 * A message as the client sent it, its packets joined.
 *
 * @param firstStatus status of the first packet, where a client asks for a reset
 * @param lastStatus status of the last packet, where a client takes the message back
 * @param kept whether there was room for it; else the body is empty
 */
public record Message(MessageType type, int firstStatus, int lastStatus, WireReader body, boolean kept) {

    public Message {
        requireNonNull(type, "type");
        requireNonNull(body, "body");
    }

    /** Whether the client gave up sending, so that the message means nothing. */
    public boolean isTakenBack() {
        return (lastStatus & PacketHeader.IGNORE) != 0;
    }

    /** Whether the session is to be as new before the message is looked at. */
    public boolean asksForReset() {
        return (firstStatus & (PacketHeader.RESET | PacketHeader.RESET_BUT_TRANSACTION)) != 0;
    }
}
