package dev.sluice.pool.sql.engine.system;

import dev.sluice.pool.sql.engine.catalog.Authority;
import dev.sluice.pool.sql.engine.catalog.Catalog;
import dev.sluice.pool.sql.engine.catalog.CatalogObject;
import dev.sluice.pool.sql.engine.catalog.Database;
import dev.sluice.pool.sql.engine.catalog.Principal;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.query.Translated;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user sees in the views of the system, by the rules of SQL Server's "Metadata Visibility Configuration" and of the
 * pages of the views: objects and schemas on which there is a permission; of users, roles and what is granted to them the
 * user's own, and others' by a permission; data sources, file formats and credentials by the permission that changes them; of
 * the statements that ran and run the user's own, or the database's with VIEW DATABASE STATE.
 */
public final class Visibility {

    /** An administrator's. */
    public static final Visibility OF_EVERYTHING = new Visibility(Map.of(), Map.of(), object -> true);

    /** Where the queries of views and procedures take their rows from. */
    private static final Pattern SOURCE = Pattern.compile("_catalog\\.\\w+|sluice_\\w+\\(\\)");

    private final Map<String, String> ofCatalog;
    private final Map<String, String> ofAll;
    private final Predicate<CatalogObject> objects;

    /**
     * Says which rows of each source are seen; all are of those that are not named.
     *
     * @param ofCatalog conditions on the tables of the catalog, of numbers alone: they may be put into a literal by mistake
     * @param live conditions on what runs, with texts in them
     */
    private Visibility(Map<String, String> ofCatalog, Map<String, String> live, Predicate<CatalogObject> objects) {
        this.ofCatalog = Map.copyOf(ofCatalog);
        this.objects = objects;
        Map<String, String> all = new HashMap<>(ofCatalog);
        all.putAll(live);
        ofAll = Map.copyOf(all);
    }

    /** Whose statements and sessions are seen. */
    public sealed interface Requests {

        /** Those of a login. */
        record OfLogin(String login) implements Requests {}

        /** Those in a database. */
        record OfDatabase(Database database) implements Requests {}
    }

    /**
     * Returns what somebody sees who may do what is given in a database.
     *
     * @param databases those that are seen: as on Azure the one that the user is in, and {@code master}
     */
    public static Visibility of(
            Authority authority, Catalog catalog, Collection<Database> databases, Requests requests) {
        Map<String, String> ofCatalog = new HashMap<>();
        ofCatalog.put("sluice_databases()", "CAST(database_id AS INTEGER) IN " + numbers(databases, Database::id));
        if (!authority.everything()) {
            restrictObjects(ofCatalog, authority, catalog);
            restrictPrincipals(ofCatalog, authority, catalog);
            require(ofCatalog, "_catalog.data_sources", authority, "ALTER ANY EXTERNAL DATA SOURCE");
            require(ofCatalog, "_catalog.file_formats", authority, "ALTER ANY EXTERNAL FILE FORMAT");
            require(ofCatalog, "_catalog.credentials", authority, "CONTROL");
            require(ofCatalog, "_catalog.master_key", authority, "CONTROL");
        }
        return new Visibility(ofCatalog, live(requests), authority::sees);
    }

    private static void restrictObjects(Map<String, String> conditions, Authority authority, Catalog catalog) {
        String objects = "object_id IN " + numbers(seen(catalog.objects(), authority::sees), CatalogObject::id);
        conditions.put("_catalog.objects", objects);
        conditions.put("_catalog.columns", objects);
        conditions.put("_catalog.statistics", objects);
        conditions.put(
                "_catalog.schemas",
                "schema_id IN "
                        + numbers(
                                seen(catalog.schemas(), schema -> schema.isFixed() || authority.sees(schema)),
                                Catalog.Schema::id)
                        + " OR principal_id IN " + numbers(seen(catalog.principals(), authority::is), Principal::id));
    }

    private static void restrictPrincipals(Map<String, String> conditions, Authority authority, Catalog catalog) {
        conditions.put(
                "_catalog.principals",
                "principal_id IN " + numbers(seen(catalog.principals(), authority::sees), Principal::id));
        if (!authority.has("VIEW DEFINITION")) {
            conditions.put(
                    "_catalog.members",
                    "member_id IN " + numbers(seen(catalog.principals(), authority::is), Principal::id));
        }
        conditions.put(
                "_catalog.grants",
                "grantee IN " + numbers(seen(catalog.principals(), authority::seesRightsOf), Principal::id)
                        + " OR target IN "
                        + numbers(
                                seen(catalog.objects(), object -> authority.on(object, "VIEW DEFINITION")),
                                CatalogObject::id));
    }

    private static void require(Map<String, String> conditions, String source, Authority authority, String permission) {
        if (!authority.has(permission) && !authority.has("VIEW DEFINITION")) {
            conditions.put(source, "false");
        }
    }

    private static Map<String, String> live(Requests requests) {
        if (requests instanceof Requests.OfDatabase one) {
            return Map.of(
                    "sluice_requests()",
                    "database_id = '" + one.database().id() + '\'',
                    "sluice_sessions()",
                    "database_name = " + DuckSql.text(one.database().name()));
        }
        String login = "login_name = " + DuckSql.text(((Requests.OfLogin) requests).login());
        return Map.of("sluice_requests()", login, "sluice_sessions()", login);
    }

    private static <T> Collection<T> seen(Collection<T> all, Predicate<T> condition) {
        return all.stream().filter(condition).toList();
    }

    /** Returns numbers as a list, which has -1, nothing's number, so that it is never empty. */
    private static <T> String numbers(Collection<T> all, ToIntFunction<T> number) {
        StringBuilder list = new StringBuilder("(-1");
        all.forEach(one -> list.append(", ").append(number.applyAsInt(one)));
        return list.append(')').toString();
    }

    /** Returns the query of a procedure that finds what is seen. */
    public Translated ofCatalog(Translated query) {
        return new Translated(restricted(query.sql(), ofCatalog), query.columns(), query.variables());
    }

    /** Returns the query of a view, in which nothing of a user's stands yet, that finds what is seen. */
    String ofView(String sql) {
        return restricted(sql, ofAll);
    }

    /** Whether an object is seen. */
    boolean shows(CatalogObject object) {
        return objects.test(object);
    }

    /** Replaces the sources in one pass, so that a login that is named as a source is left alone in a condition. */
    private static String restricted(String sql, Map<String, String> conditions) {
        return SOURCE.matcher(sql).replaceAll(match -> {
            String source = match.group();
            String condition = conditions.get(source);
            return Matcher.quoteReplacement(
                    condition == null ? source : "(SELECT * FROM " + source + " WHERE " + condition + ')');
        });
    }
}
