package dev.sluice.pool.sql.engine.catalog;

import dev.sluice.pool.sql.engine.catalog.Grant.Scope;
import dev.sluice.pool.sql.engine.catalog.Grant.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a user may do, from what is granted to the user, to {@code public} and to the roles the user is in. */
public final class Authority {

    private static final Set<String> CHANGES = Set.of("INSERT", "UPDATE", "DELETE");

    private static final Set<String> SHOWING =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "ALTER", "CONTROL", "REFERENCES", "VIEW DEFINITION");

    /** What the fixed roles give, as the documentation of the dedicated pool lists it. */
    private static final Map<String, Set<String>> ROLES = Map.of(
            "db_datareader", Set.of("SELECT"),
            "db_datawriter", CHANGES,
            "db_ddladmin",
                    Set.of(
                            "ALTER",
                            "CREATE TABLE",
                            "CREATE VIEW",
                            "CREATE SCHEMA",
                            "ALTER ANY SCHEMA",
                            "ALTER ANY EXTERNAL DATA SOURCE",
                            "ALTER ANY EXTERNAL FILE FORMAT"),
            "db_exporter",
                    Set.of(
                            "CREATE TABLE",
                            "ALTER ANY SCHEMA",
                            "ALTER ANY EXTERNAL DATA SOURCE",
                            "ALTER ANY EXTERNAL FILE FORMAT",
                            "ADMINISTER DATABASE BULK OPERATIONS"),
            "db_accessadmin", Set.of("ALTER ANY USER"),
            "db_securityadmin", Set.of("ALTER ANY ROLE", "VIEW DEFINITION"));

    private final Catalog catalog;
    private final Set<Integer> identities;
    private final boolean everything;

    private Authority(Catalog catalog, Set<Integer> identities) {
        this.catalog = catalog;
        this.identities = identities;
        everything = identities.contains(Principal.DBO) || isOne(catalog, identities, "db_owner");
    }

    /** Returns what a user may do in a database. */
    public static Authority of(Catalog catalog, int user) {
        Set<Integer> identities = new HashSet<>(Set.of(Principal.PUBLIC));
        Deque<Integer> open = new ArrayDeque<>(Set.of(user));
        while (!open.isEmpty()) {
            int next = open.remove();
            if (identities.add(next)) {
                open.addAll(catalog.rolesOf(next));
            }
        }
        return new Authority(catalog, identities);
    }

    /** Whether the user is, or is in, a principal. */
    public boolean is(Principal principal) {
        return identities.contains(principal.id()) || (everything && principal.id() == Principal.DBO);
    }

    /** Whether the user may do anything. */
    public boolean everything() {
        return everything;
    }

    /** Whether the user has a permission on an object. */
    public boolean on(CatalogObject object, String permission) {
        if (everything) {
            return true;
        }
        int schema = catalog.schema(object.schema()).map(Catalog.Schema::id).orElse(0);
        if (denied(permission, Scope.OBJECT, object.id()) || deniedIn(schema, permission)) {
            return false;
        }
        return given(permission, Scope.OBJECT, object.id()) || givenIn(schema, permission);
    }

    /** Whether the user has any permission on an object, without which its definition is not shown. */
    public boolean sees(CatalogObject object) {
        return everything || SHOWING.stream().anyMatch(permission -> on(object, permission));
    }

    /** Whether the user has any permission on a schema, or on an object in it. */
    public boolean sees(Catalog.Schema schema) {
        return everything
                || SHOWING.stream().anyMatch(permission -> in(schema, permission))
                || catalog.objects().stream()
                        .anyMatch(object -> Names.same(object.schema(), schema.name()) && sees(object));
    }

    /**
     * Whether the user sees that there is a principal: one that every database has, the user's own and the roles the user is
     * in, and others by a permission.
     */
    public boolean sees(Principal principal) {
        return principal.isFixed() || seesRightsOf(principal);
    }

    /** Whether the user sees what is granted to a principal. */
    public boolean seesRightsOf(Principal principal) {
        return is(principal)
                || has("VIEW DEFINITION")
                || has(principal.kind() == Principal.Kind.ROLE ? "ALTER ANY ROLE" : "ALTER ANY USER");
    }

    /** Whether the user has a permission on a schema. */
    public boolean in(Catalog.Schema schema, String permission) {
        return everything || (!deniedIn(schema.id(), permission) && givenIn(schema.id(), permission));
    }

    /** Whether the user has a permission on the database. */
    public boolean has(String permission) {
        return everything || (!denied(permission, Scope.DATABASE, 0) && givenInDatabase(permission));
    }

    private boolean deniedIn(int schema, String permission) {
        return denied(permission, Scope.SCHEMA, schema) || denied(permission, Scope.DATABASE, 0);
    }

    private boolean givenIn(int schema, String permission) {
        return given(permission, Scope.SCHEMA, schema) || givenInDatabase(permission);
    }

    private boolean givenInDatabase(String permission) {
        return given(permission, Scope.DATABASE, 0)
                || (permission.equals("ALTER") && has("ALTER ANY SCHEMA"))
                || ROLES.entrySet().stream()
                        .anyMatch(role ->
                                role.getValue().contains(permission) && isOne(catalog, identities, role.getKey()));
    }

    private boolean denied(String permission, Scope scope, int target) {
        return stated(permission, scope, target, State.DENY)
                || (permission.equals("SELECT") && isOne(catalog, identities, "db_denydatareader"))
                || (CHANGES.contains(permission) && isOne(catalog, identities, "db_denydatawriter"));
    }

    private boolean given(String permission, Scope scope, int target) {
        return stated(permission, scope, target, State.GRANT) || stated("CONTROL", scope, target, State.GRANT);
    }

    private boolean stated(String permission, Scope scope, int target, State state) {
        return catalog.grants().stream()
                .anyMatch(grant -> grant.state() == state
                        && grant.scope() == scope
                        && grant.target() == target
                        && grant.permission().equals(permission)
                        && identities.contains(grant.grantee()));
    }

    private static boolean isOne(Catalog catalog, Set<Integer> identities, String role) {
        return catalog.principal(role)
                .filter(principal -> identities.contains(principal.id()))
                .isPresent();
    }
}
