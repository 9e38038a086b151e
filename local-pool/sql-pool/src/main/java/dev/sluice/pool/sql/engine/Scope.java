package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Authority;
import dev.sluice.pool.sql.engine.catalog.Catalog;
import dev.sluice.pool.sql.engine.catalog.CatalogObject;
import dev.sluice.pool.sql.engine.catalog.Database;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.catalog.Principal;
import dev.sluice.pool.sql.engine.store.Link;
import dev.sluice.pool.sql.engine.system.SessionList;
import dev.sluice.pool.sql.engine.system.Visibility;
import dev.sluice.pool.sql.query.Relations;
import dev.sluice.pool.sql.query.Translator;
import dev.sluice.pool.sql.session.ClientLogin;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.tsql.Position;
import java.util.List;
import java.util.Optional;

/** Where statements run: the session, its database and who it is for. */
record Scope(
        Server server,
        Database database,
        Link link,
        String login,
        ClientLogin.Method method,
        SessionList.Entry session,
        SessionState state) {

    /** Schema of names without one. */
    static final String DEFAULT_SCHEMA = "dbo";

    Catalog catalog() {
        return database.catalog();
    }

    /** The user that the login is in the database; who was dropped meanwhile is nobody. */
    Principal user() {
        return user(server, database, login, method)
                .orElseGet(() -> new Principal(Principal.PUBLIC, login, Principal.Kind.USER));
    }

    /**
     * Finds the user that a login is in a database. A token stands for a user of the directory; a password for a user of a
     * login, or for the user that it was made for, who is in that database alone.
     */
    static Optional<Principal> user(Server server, Database database, String login, ClientLogin.Method method) {
        if (server.logins().admin(login)) {
            return database.catalog().principal("dbo");
        }
        boolean password = method == ClientLogin.Method.PASSWORD;
        if (password && !server.logins().opens(login, database)) {
            return Optional.empty();
        }
        Principal.Kind kind = password ? Principal.Kind.USER : Principal.Kind.EXTERNAL_USER;
        return database.catalog().principal(login).filter(principal -> principal.kind() == kind);
    }

    /** What the user sees of the catalog and of what runs. */
    Visibility visibility() {
        if (server.logins().admin(login)) {
            return Visibility.OF_EVERYTHING;
        }
        Authority authority = authority();
        return Visibility.of(
                authority,
                catalog(),
                databases(),
                authority.has("VIEW DATABASE STATE")
                        ? new Visibility.Requests.OfDatabase(database)
                        : new Visibility.Requests.OfLogin(login));
    }

    /** The databases that the user sees there to be: an administrator all, others their own and {@code master}. */
    List<Database> databases() {
        return server.databases().all().stream()
                .filter(one -> server.logins().admin(login)
                        || one.equals(database)
                        || one.equals(server.logins().master()))
                .toList();
    }

    /** Finds a database that the user sees there to be. */
    Optional<Database> database(String name) {
        return databases().stream().filter(one -> Names.same(one.name(), name)).findFirst();
    }

    Authority authority() {
        return Authority.of(catalog(), user().id());
    }

    Translator translator() {
        return translator(new Namespace(this, null));
    }

    Translator translator(Relations relations) {
        return Translator.of(relations, new Facts(this));
    }

    /** Finds a table, temporary table, view or external table by its name. */
    Optional<CatalogObject> object(ObjectName name) throws SqlError {
        if (name.temporary()) {
            return state.temporary(name.name()).map(CatalogObject.class::cast);
        }
        requireHere(name);
        return catalog().object(schema(name), name.name());
    }

    static String schema(ObjectName name) {
        return name.schema() == null || name.schema().isEmpty() ? DEFAULT_SCHEMA : name.schema();
    }

    /** Requires that a name is of the current database. */
    void requireHere(ObjectName name) throws SqlError {
        String other = name.database();
        if (other != null && !other.isEmpty() && !Names.same(other, database.name())) {
            throw error(
                    40515,
                    name.at(),
                    "Reference to database and/or server name in '" + name.text()
                            + "' is not supported in this version of SQL Server.");
        }
    }

    /** Finds a table whose rows may be changed. */
    CatalogObject.Table table(ObjectName name, String permission) throws SqlError {
        CatalogObject found =
                object(name).orElseThrow(() -> error(208, name.at(), "Invalid object name '" + name.text() + "'."));
        if (found instanceof CatalogObject.ExternalTable) {
            throw error(46519, name.at(), "DML Operations are not supported with external tables.");
        }
        if (!(found instanceof CatalogObject.Table table)) {
            throw error(
                    4405,
                    name.at(),
                    "View or function '" + name.text() + "' is not updatable because the local SQL pool changes rows"
                            + " of tables only.");
        }
        requirePermission(table, permission, name.at());
        return table;
    }

    /** Requires a permission on an object. Temporary tables are their session's own. */
    void requirePermission(CatalogObject object, String permission, Position at) throws SqlError {
        if (!object.name().startsWith("#") && !authority().on(object, permission)) {
            throw error(
                    229,
                    at,
                    "The " + permission + " permission was denied on the object '" + object.name() + "', database '"
                            + database.name() + "', schema '" + object.schema() + "'.");
        }
    }

    /** Requires a permission on the database, the message of which is error 262's. */
    void requirePermission(String permission, Position at) throws SqlError {
        if (!authority().has(permission)) {
            throw error(262, at, permission + " permission denied in database '" + database.name() + "'.");
        }
    }

    static SqlError error(int number, Position at, String message) {
        return new SqlError(number, 16, 1, at.line(), message);
    }
}
