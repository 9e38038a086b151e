package dev.sluice.kernel.channel;

/** A thread of the sockets has ended by an error: nothing that is sent would be heard any more. */
public final class SocketsDiedException extends Exception {

    /** Says what has ended the thread. */
    public SocketsDiedException(Throwable cause) {
        super(
                "The kernel can hear nothing any more and ends: a thread of its sockets has died (" + cause
                        + "). Restart the kernel; its Spark session is given back",
                cause);
    }
}
