package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.tsql.ObjectName;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a statement may ask of the session that runs it. All names are looked up without regard to case. */
public interface SessionFacts {

    /** The variable or parameter of that name, the sign included; empty if there is none. */
    Optional<TypedValue> variable(String name);

    /** {@code @@ROWCOUNT}, {@code @@VERSION} and their like; the name in upper case with its signs. */
    Optional<TypedValue> systemVariable(String name);

    /** The time in UTC at which the statement began. */
    LocalDateTime now();

    /** Who logged in. */
    String login();

    /** The user of the database that the login is. */
    String user();

    /** The current database. */
    String database();

    /** What {@code SESSION_ID()} yields: {@code SID} and a number. */
    String sessionId();

    /** What {@code XACT_STATE()} yields. */
    int transactionState();

    /** The number of an object. */
    OptionalInt objectId(ObjectName name);

    /** The number of a database. */
    OptionalInt databaseId(String name);

    /** What {@code SERVERPROPERTY} yields; the type is the one of the value inside the variant. */
    Optional<TypedValue> serverProperty(String property);

    /** What {@code DATABASEPROPERTYEX} yields. */
    Optional<TypedValue> databaseProperty(String database, String property);

    /**
     * What {@code HAS_PERMS_BY_NAME} yields: whether the user has a permission.
     *
     * @param securable the name of what it is on, null for the current database or the server
     * @param kind {@code OBJECT}, {@code SCHEMA}, {@code DATABASE}, null for the server
     * @return empty if there is no such thing, or the user does not see it
     */
    Optional<Boolean> permission(@Nullable String securable, @Nullable String kind, String permission);

    /** Whether the user is in a role; empty if there is no such role. */
    Optional<Boolean> member(String role);
}
