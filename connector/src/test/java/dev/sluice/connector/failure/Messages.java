package dev.sluice.connector.failure;

/** Messages of failures as tests write them. */
public final class Messages {

    private Messages() {}

    /** Returns the message of a failure. */
    public static String message(String what, String why, String fix) {
        return what + "\nWhy: " + why + "\nFix: " + fix;
    }
}
