package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Catalog;
import dev.sluice.pool.sql.engine.catalog.CatalogObject;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.system.ServerFacts;
import dev.sluice.pool.sql.query.SessionFacts;
import dev.sluice.pool.sql.query.TypedValue;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalInt;

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
        return scope.server().databases().id(name);
    }

    @Override
    public Optional<TypedValue> serverProperty(String property) {
        return ServerFacts.property(property);
    }

    @Override
    public Optional<TypedValue> databaseProperty(String database, String property) {
        return scope.server().databases().find(database).isPresent()
                ? ServerFacts.databaseProperty(property)
                : Optional.empty();
    }

    @Override
    public Optional<Boolean> member(String role) {
        Catalog catalog = scope.catalog();
        return catalog.principal(role)
                .map(principal -> scope.authority().is(principal)
                        || (scope.authority().everything() && Names.same(role, "db_owner")));
    }
}
