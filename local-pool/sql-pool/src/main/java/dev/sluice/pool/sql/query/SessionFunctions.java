package dev.sluice.pool.sql.query;

import static java.util.Map.entry;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Functions of the session, the user, the server and the database. */
final class SessionFunctions {

    private SessionFunctions() {}

    static Map<String, Function> all() {
        Function.Body user = call -> name(call.session().user());
        Function.Body login = call -> name(call.session().login());
        return Map.ofEntries(
                entry("USER_NAME", new Function(0, 1, user)),
                entry("USER", new Function(0, 0, user)),
                entry("CURRENT_USER", new Function(0, 0, user)),
                entry("SESSION_USER", new Function(0, 0, user)),
                entry("SUSER_SNAME", new Function(0, 1, login)),
                entry("SUSER_NAME", new Function(0, 1, login)),
                entry("SYSTEM_USER", new Function(0, 0, login)),
                entry("ORIGINAL_LOGIN", new Function(0, 0, login)),
                entry(
                        "SESSION_ID",
                        new Function(0, 0, call -> name(call.session().sessionId()))),
                entry("APP_NAME", new Function(0, 0, call -> name("sluice"))),
                entry("HOST_NAME", new Function(0, 0, call -> name("localhost"))),
                entry("DB_NAME", new Function(0, 1, SessionFunctions::databaseName)),
                entry("DB_ID", new Function(0, 1, SessionFunctions::databaseId)),
                entry(
                        "XACT_STATE",
                        new Function(
                                0,
                                0,
                                call -> Typed.of(
                                                "CAST(" + call.session().transactionState() + " AS SMALLINT)",
                                                Kind.SMALLINT)
                                        .notNull())),
                entry("SERVERPROPERTY", new Function(1, 1, SessionFunctions::serverProperty)),
                entry("DATABASEPROPERTYEX", new Function(2, 2, SessionFunctions::databaseProperty)),
                entry("IS_MEMBER", new Function(1, 1, SessionFunctions::member)),
                entry("IS_ROLEMEMBER", new Function(1, 2, SessionFunctions::member)),
                entry("IS_SRVROLEMEMBER", new Function(1, 2, call -> Literals.integer(0))),
                entry("HAS_PERMS_BY_NAME", new Function(3, 5, SessionFunctions::permission)),
                entry("HAS_DBACCESS", new Function(1, 1, SessionFunctions::databaseAccess)),
                entry("COLLATIONPROPERTY", new Function(2, 2, SessionFunctions::collationProperty)),
                entry("CONNECTIONPROPERTY", new Function(1, 1, call -> nothing())));
    }

    private static Typed name(String value) {
        return Literals.text(value, Types.nvarchar(128));
    }

    private static Typed nothing() {
        return Typed.of("CAST(NULL AS VARCHAR)", Types.nvarchar(128));
    }

    /** The code page of a collation, by its name. Other properties, and collations of other families, are NULL. */
    private static Typed collationProperty(Arguments call) throws SqlError {
        String name = call.text(0).sql();
        if (!call.constant(1).equalsIgnoreCase("CodePage")) {
            return Typed.of("CAST(NULL AS INTEGER)", Kind.INT);
        }
        return Typed.of(
                "(CASE WHEN " + name + " ILIKE '%\\_UTF8' ESCAPE '\\' THEN 65001 WHEN " + name
                        + " ILIKE 'Latin1\\_General%' ESCAPE '\\' OR " + name
                        + " ILIKE 'SQL\\_%\\_CP1\\_%' ESCAPE '\\' THEN 1252 ELSE TRY_CAST(regexp_extract(" + name
                        + ", '(?i)^SQL_.*_CP([0-9]+)_', 1) AS INTEGER) END)",
                Kind.INT);
    }

    private static Typed databaseName(Arguments call) throws SqlError {
        if (call.size() == 0) {
            return name(call.session().database());
        }
        String sql = call.integer(0);
        OptionalInt own = call.session().databaseId(call.session().database());
        return Typed.of(
                "CASE " + sql + " WHEN 1 THEN 'master' WHEN " + own.orElse(5) + " THEN "
                        + Quoted.text(call.session().database()) + " END",
                Types.nvarchar(128));
    }

    private static Typed databaseId(Arguments call) throws SqlError {
        String name = call.size() == 0 ? call.session().database() : call.constant(0);
        OptionalInt id = call.session().databaseId(name);
        SqlType type = SqlType.of(Kind.INT);
        return id.isPresent() ? Literals.integer(id.getAsInt()) : Typed.of("CAST(NULL AS INTEGER)", type);
    }

    private static Typed databaseAccess(Arguments call) throws SqlError {
        OptionalInt id = call.session().databaseId(call.constant(0));
        return id.isPresent() ? Literals.integer(1) : Typed.of("CAST(NULL AS INTEGER)", Kind.INT);
    }

    private static Typed serverProperty(Arguments call) throws SqlError {
        return call.session()
                .serverProperty(call.constant(0))
                .map(Literals::value)
                .orElseGet(SessionFunctions::nothing);
    }

    private static Typed databaseProperty(Arguments call) throws SqlError {
        return call.session()
                .databaseProperty(call.constant(0), call.constant(1))
                .map(Literals::value)
                .orElseGet(SessionFunctions::nothing);
    }

    private static Typed member(Arguments call) throws SqlError {
        return answer(call.session().member(call.constant(0)));
    }

    /** Permissions on columns, which the fourth and fifth argument ask for, are those on their object. */
    private static Typed permission(Arguments call) throws SqlError {
        return answer(call.session().permission(given(call, 0), given(call, 1), call.constant(2)));
    }

    private static @Nullable String given(Arguments call, int index) throws SqlError {
        return call.value(index).isNull() ? null : call.constant(index);
    }

    private static Typed answer(Optional<Boolean> answer) {
        return answer.map(yes -> Literals.integer(yes ? 1 : 0))
                .orElseGet(() -> Typed.of("CAST(NULL AS INTEGER)", Kind.INT));
    }
}
