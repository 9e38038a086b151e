package dev.sluice.pool.sql.tsql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements about users, roles and permissions. */
public sealed interface Security extends Statement {

    /** {@code CREATE USER | LOGIN | ROLE}. */
    record CreatePrincipal(
            PrincipalKind kind, String name, @Nullable Secret password, Position at) implements Security {}

    /** {@code ALTER ROLE name ADD | DROP MEMBER member}. */
    record AlterRole(String role, Membership change, String member, Position at) implements Security {}

    /**
     * {@code GRANT}, {@code DENY}, {@code REVOKE}.
     *
     * @param permissions in upper case
     * @param securableClass in upper case: {@code OBJECT}, {@code SCHEMA}, {@code DATABASE}, ...; null if not given
     * @param securable null for the database
     */
    record Permission(
            PermissionVerb verb,
            List<String> permissions,
            @Nullable String securableClass,
            @Nullable ObjectName securable,
            List<String> principals,
            Position at)
            implements Security {}

    /** Kinds of principals. */
    enum PrincipalKind {
        /** Of a database. */
        USER,
        /** Of the server. */
        LOGIN,
        /** A set of users. */
        ROLE
    }

    /** Changes of a role. */
    enum Membership {
        /** Comes in. */
        ADD,
        /** Goes out. */
        DROP
    }

    /** What is done with a permission. */
    enum PermissionVerb {
        /** Given. */
        GRANT,
        /** Forbidden. */
        DENY,
        /** Neither any more. */
        REVOKE
    }
}
