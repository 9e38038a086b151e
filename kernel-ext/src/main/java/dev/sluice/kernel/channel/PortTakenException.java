package dev.sluice.kernel.channel;

/** A port of the connection file that cannot be listened on. */
public final class PortTakenException extends Exception {

    PortTakenException(String address, Throwable cause) {
        super("Cannot listen on " + address + ": the port is taken or the address is not of this machine", cause);
    }
}
