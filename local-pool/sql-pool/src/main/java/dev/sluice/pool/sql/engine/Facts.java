package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Authority;
import dev.sluice.pool.sql.engine.catalog.Catalog;
import dev.sluice.pool.sql.engine.catalog.CatalogObject;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.system.ServerFacts;
import dev.sluice.pool.sql.query.SessionFacts;
import dev.sluice.pool.sql.query.TypedValue;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.tsql.TsqlParser;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a statement may ask of its session. */
final class Facts implements SessionFacts {

    private final Scope scope;
    private final LocalDateTime now;

    Facts(Scope scope) {
        this.scope = scope;
        now = scope.server().requests().now();
    }

    @Override
    public Optional<TypedValue> variable(String name) {
        return scope.state().variable(name);
    }

    @Override
    public Optional<TypedValue> systemVariable(String name) {
        return switch (name) {
            case "@@ROWCOUNT" ->
                Optional.of(integer((int) Math.min(scope.state().rowCount(), Integer.MAX_VALUE)));
            case "@@ERROR" -> Optional.of(integer(scope.state().error()));
            case "@@TRANCOUNT" -> Optional.of(integer(scope.link().inTransaction() ? 1 : 0));
            case "@@SPID" ->
                Optional.of(new TypedValue(
                        SqlType.of(Kind.SMALLINT), (short) (scope.session().number() % Short.MAX_VALUE)));
            case "@@IDENTITY" -> Optional.of(new TypedValue(new SqlType(Kind.DECIMAL, 0, 38, 0), null));
            default -> ServerFacts.variable(name);
        };
    }

    private static TypedValue integer(int value) {
        return new TypedValue(SqlType.of(Kind.INT), value);
    }

    @Override
    public LocalDateTime now() {
        return now;
    }

    @Override
    public String login() {
        return scope.login();
    }

    @Override
    public String user() {
        return scope.user().name();
    }

    @Override
    public String database() {
        return scope.database().name();
    }

    @Override
    public String sessionId() {
        return scope.session().id();
    }

    @Override
    public int transactionState() {
        if (!scope.link().inTransaction()) {
            return 0;
        }
        return scope.state().doomed() ? -2 : 1;
    }

    @Override
    public OptionalInt objectId(ObjectName name) {
        try {
            return scope.object(name)
                    .filter(object ->
                            object.name().startsWith("#") || scope.authority().sees(object))
                    .map(CatalogObject::id)
                    .map(OptionalInt::of)
                    .orElseGet(OptionalInt::empty);
        } catch (SqlError e) {
            // A name of another database is of nothing that could be seen from here.
            return OptionalInt.empty();
        }
    }

    @Override
    public OptionalInt databaseId(String name) {
        return scope.database(name)
                .map(database -> OptionalInt.of(database.id()))
                .orElseGet(OptionalInt::empty);
    }

    @Override
    public Optional<TypedValue> serverProperty(String property) {
        return ServerFacts.property(property);
    }

    @Override
    public Optional<TypedValue> databaseProperty(String database, String property) {
        return scope.database(database).flatMap(one -> ServerFacts.databaseProperty(property));
    }

    @Override
    public Optional<Boolean> permission(@Nullable String securable, @Nullable String kind, String permission) {
        Authority authority = scope.authority();
        String wanted = permission.toUpperCase(Locale.ROOT);
        boolean any = wanted.equals("ANY");
        if (kind == null) {
            return securable == null ? Optional.of(scope.server().logins().admin(scope.login())) : Optional.empty();
        }
        return switch (kind.toUpperCase(Locale.ROOT)) {
            case "OBJECT" -> visible(securable).map(object -> any || authority.on(object, wanted));
            case "SCHEMA" ->
                scope.catalog()
                        .schema(Objects.requireNonNullElse(securable, ""))
                        .map(schema -> any ? authority.sees(schema) : authority.in(schema, wanted));
            case "DATABASE" ->
                securable == null || Names.same(securable, database())
                        ? Optional.of(any || authority.has(wanted))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Finds an object by its name as a text, if the user sees it. */
    private Optional<CatalogObject> visible(@Nullable String name) {
        try {
            return name == null
                    ? Optional.empty()
                    : scope.object(TsqlParser.objectName(name))
                            .filter(object -> scope.authority().sees(object));
        } catch (SqlError e) {
            // What is no name, or one of another database, is of nothing that could be seen from here.
            return Optional.empty();
        }
    }

    @Override
    public Optional<Boolean> member(String role) {
        Catalog catalog = scope.catalog();
        return catalog.principal(role)
                .map(principal -> scope.authority().is(principal)
                        || (scope.authority().everything() && Names.same(role, "db_owner")));
    }
}
