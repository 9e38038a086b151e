package dev.sluice.connector.staging;

import dev.sluice.transfer.TransferId;

/** How what transfers make in a SQL pool is named: by what it is for, and by the transfer. */
public final class OwnName {

    private OwnName() {}

    /** Returns the name of a transfer's object. */
    public static String of(String role, TransferId id) {
        return prefix(role) + id.text();
    }

    /** Returns whether a name is the one that some transfer gives to an object of a role. */
    public static boolean isOne(String role, String name) {
        return name.startsWith(prefix(role))
                && TransferId.isOne(name.substring(prefix(role).length()));
    }

    /** Returns whether a name is one that a transfer gives to what it makes. */
    public static boolean isOf(TransferId id, String name) {
        return name.startsWith("sluice_") && name.endsWith('_' + id.text());
    }

    private static String prefix(String role) {
        return "sluice_" + role + '_';
    }
}
