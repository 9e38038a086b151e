package dev.sluice.pool.sql.engine.system;

import dev.sluice.pool.sql.engine.catalog.Authority;
import dev.sluice.pool.sql.engine.catalog.Catalog;
import dev.sluice.pool.sql.engine.catalog.CatalogObject;
import dev.sluice.pool.sql.engine.catalog.Database;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.query.Translated;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user sees in the views of the system: objects on which there is a permission, and of the statements that ran and
 * run the user's own, or the database's with VIEW DATABASE STATE.
 */
public final class Visibility {

    /** An administrator's. */
    public static final Visibility OF_EVERYTHING = new Visibility(null, null, null);

    private static final List<String> OF_OBJECTS =
            List.of("_catalog.objects", "_catalog.columns", "_catalog.statistics");

    private final @Nullable String objects;
    private final @Nullable String requests;
    private final @Nullable String sessions;

    private Visibility(@Nullable String objects, @Nullable String requests, @Nullable String sessions) {
        this.objects = objects;
        this.requests = requests;
        this.sessions = sessions;
    }

    /** Whose statements and sessions are seen. */
    public sealed interface Requests {

        /** Those of a login. */
        record OfLogin(String login) implements Requests {}

        /** Those in a database. */
        record OfDatabase(Database database) implements Requests {}
    }

    /** Returns what somebody sees who may do what is given in a database. */
    public static Visibility of(Authority authority, Catalog catalog, Requests requests) {
        String objects = authority.everything() ? null : "object_id IN (" + seen(authority, catalog) + ')';
        if (requests instanceof Requests.OfDatabase one) {
            return new Visibility(
                    objects,
                    "database_id = '" + one.database().id() + '\'',
                    "database_name = " + DuckSql.text(one.database().name()));
        }
        String login = "login_name = " + DuckSql.text(((Requests.OfLogin) requests).login());
        return new Visibility(objects, login, login);
    }

    /** Returns the numbers of the objects that are seen, and 0, which is none's. */
    private static String seen(Authority authority, Catalog catalog) {
        StringBuilder numbers = new StringBuilder("0");
        for (CatalogObject object : catalog.objects()) {
            if (authority.sees(object)) {
                numbers.append(", ").append(object.id());
            }
        }
        return numbers.toString();
    }

    /** Returns a query of the catalog that finds what is seen. */
    String ofObjects(String sql) {
        if (objects == null) {
            return sql;
        }
        String seen = sql;
        for (String table : OF_OBJECTS) {
            seen = restricted(seen, table, objects);
        }
        return seen;
    }

    /** Returns the query of a procedure that finds what is seen. */
    public Translated ofObjects(Translated query) {
        return new Translated(ofObjects(query.sql()), query.columns(), query.variables());
    }

    /** Returns the query of a view, in which nothing of a user's stands yet, that finds what is seen. */
    String ofView(String sql) {
        String seen = ofObjects(sql);
        seen = requests == null ? seen : restricted(seen, "sluice_requests()", requests);
        return sessions == null ? seen : restricted(seen, "sluice_sessions()", sessions);
    }

    /** Whether an object is seen. */
    boolean shows(CatalogObject object) {
        return objects == null || objects.matches(".*\\b" + object.id() + "\\b.*");
    }

    private static String restricted(String sql, String source, String condition) {
        return sql.replace(source, "(SELECT * FROM " + source + " WHERE " + condition + ')');
    }
}
