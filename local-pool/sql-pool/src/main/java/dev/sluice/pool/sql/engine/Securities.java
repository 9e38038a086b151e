package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Authority;
import dev.sluice.pool.sql.engine.catalog.Catalog;
import dev.sluice.pool.sql.engine.catalog.CatalogObject;
import dev.sluice.pool.sql.engine.catalog.Grant;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.catalog.Principal;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.tsql.Secret;
import dev.sluice.pool.sql.tsql.Security;

/** Runs the statements about logins, users, roles and permissions. */
final class Securities {

    private final Scope scope;

    Securities(Scope scope) {
        this.scope = scope;
    }

    void run(Security security) throws SqlError, CancelledException {
        if (security instanceof Security.CreatePrincipal create) {
            create(create);
        } else if (security instanceof Security.AlterRole alter) {
            alter(alter.role(), alter.change(), alter.member(), alter.at());
        } else if (security instanceof Security.Permission permission) {
            permit(permission);
        }
    }

    private void create(Security.CreatePrincipal create) throws SqlError, CancelledException {
        Columns.requireName(create.name(), create.at());
        Secret password = create.password();
        if (create.kind() == Security.PrincipalKind.LOGIN) {
            requireAdmin(create.at());
            if (password == null) {
                throw Scope.error(15023, create.at(), "CREATE LOGIN needs WITH PASSWORD.");
            }
            requireNoLogin(create);
            scope.server()
                    .logins()
                    .put(
                            scope.server().logins().master(),
                            create.name(),
                            password.reveal().toCharArray());
            return;
        }
        requireAny("ALTER ANY " + create.kind().name(), create.at());
        Principal.Kind kind = create.kind() == Security.PrincipalKind.ROLE
                ? Principal.Kind.ROLE
                : password == null && !scope.server().logins().ofServer(create.name())
                        ? Principal.Kind.EXTERNAL_USER
                        : Principal.Kind.USER;
        if (password != null) {
            requireContained(create);
            requireNoLogin(create);
        }
        int id = scope.database().newId();
        scope.database().change(scope.link(), (current, writer) -> {
            if (current.principal(create.name()).isPresent()) {
                throw Scope.error(
                        15023,
                        create.at(),
                        "User, group, or role '" + create.name() + "' already exists in the current database.");
            }
            writer.addPrincipal(new Principal(id, create.name(), kind));
        });
        if (password != null) {
            scope.server()
                    .logins()
                    .put(scope.database(), create.name(), password.reveal().toCharArray());
        }
    }

    private void requireContained(Security.CreatePrincipal create) throws SqlError {
        if (Names.same(scope.database().name(), Databases.MASTER)) {
            throw Scope.error(
                    33233, create.at(), "You can only create a user with a password in a contained database.");
        }
    }

    private void requireNoLogin(Security.CreatePrincipal create) throws SqlError {
        if (scope.server().logins().present(create.name())
                || scope.server().logins().admin(create.name())) {
            throw Scope.error(15025, create.at(), "The server principal '" + create.name() + "' already exists.");
        }
    }

    /** Changes who is in a role. */
    void alter(String role, Security.Membership change, String member, Position at)
            throws SqlError, CancelledException {
        requireAny("ALTER ANY ROLE", at);
        scope.database().change(scope.link(), (current, writer) -> {
            Principal group = current.principal(role)
                    .filter(principal -> principal.kind() == Principal.Kind.ROLE)
                    .orElseThrow(() -> missing("role", role, at));
            Principal one = principal(current, member, at);
            requireMayFill(current, group, at);
            if (change == Security.Membership.ADD) {
                writer.addMember(group.id(), one.id());
            } else {
                writer.removeMember(group.id(), one.id());
            }
        });
    }

    /**
     * Requires what it takes to change who is in a role: who is in a fixed role, or in one that may do anything, is decided
     * by who may do anything already.
     */
    private void requireMayFill(Catalog current, Principal role, Position at) throws SqlError {
        Authority given = Authority.of(current, role.id());
        if ((role.isFixedRole() || given.has("CONTROL")) && !scope.authority().has("CONTROL")) {
            throw Scope.error(15247, at, "User does not have permission to perform this action.");
        }
    }

    private void permit(Security.Permission permission) throws SqlError, CancelledException {
        requireAny("CONTROL", permission.at());
        scope.database().change(scope.link(), (current, writer) -> {
            Securable securable = securable(current, permission);
            for (String name : permission.principals()) {
                int grantee = principal(current, name, permission.at()).id();
                for (String one : permission.permissions()) {
                    Grant.State state =
                            permission.verb() == Security.PermissionVerb.DENY ? Grant.State.DENY : Grant.State.GRANT;
                    Grant grant = new Grant(one, securable.scope(), securable.id(), grantee, state);
                    if (permission.verb() == Security.PermissionVerb.REVOKE) {
                        writer.revoke(grant);
                    } else {
                        writer.put(grant);
                    }
                }
            }
        });
    }

    private record Securable(Grant.Scope scope, int id) {}

    private Securable securable(Catalog current, Security.Permission permission) throws SqlError {
        ObjectName name = permission.securable();
        String kind = permission.securableClass();
        if (name == null || "DATABASE".equals(kind)) {
            return new Securable(Grant.Scope.DATABASE, 0);
        }
        if ("SCHEMA".equals(kind)) {
            return new Securable(
                    Grant.Scope.SCHEMA,
                    current.schema(name.name())
                            .orElseThrow(() -> missing("schema", name.name(), permission.at()))
                            .id());
        }
        if (kind != null && !kind.equals("OBJECT")) {
            throw Scope.error(
                    40000,
                    permission.at(),
                    "Permissions on " + kind + " are not supported by the local SQL pool. Use OBJECT, SCHEMA or"
                            + " DATABASE.");
        }
        CatalogObject object = current.object(Scope.schema(name), name.name())
                .orElseThrow(() -> missing("object", name.text(), permission.at()));
        return new Securable(Grant.Scope.OBJECT, object.id());
    }

    /** Drops a user, a role or a login. */
    void drop(Definition.Drop drop, ObjectName name) throws SqlError, CancelledException {
        if (drop.kind() == Definition.ObjectKind.LOGIN) {
            dropLogin(drop, name.name());
            return;
        }
        requireAny("ALTER ANY " + drop.kind().name(), drop.at());
        scope.database().change(scope.link(), (current, writer) -> {
            Principal found = current.principal(name.name()).orElse(null);
            if (found == null && drop.missing() == Definition.Missing.IGNORE) {
                return;
            }
            boolean role = drop.kind() == Definition.ObjectKind.ROLE;
            if (found == null || (found.kind() == Principal.Kind.ROLE) != role) {
                throw missing(role ? "role" : "user", name.name(), drop.at());
            }
            if (found.isFixed()) {
                throw Scope.error(
                        15150, drop.at(), "Cannot drop the " + (role ? "role" : "user") + " '" + found.name() + "'.");
            }
            writer.removePrincipal(found.id());
        });
        Logins logins = scope.server().logins();
        if (logins.ofDatabase(name.name(), scope.database())) {
            logins.remove(scope.database(), name.name());
        }
    }

    private void dropLogin(Definition.Drop drop, String name) throws SqlError, CancelledException {
        requireAdmin(drop.at());
        Logins logins = scope.server().logins();
        if (logins.ofServer(name)) {
            logins.remove(logins.master(), name);
        } else if (drop.missing() == Definition.Missing.ERROR) {
            throw missing("login", name, drop.at());
        }
    }

    private static Principal principal(Catalog current, String name, Position at) throws SqlError {
        return current.principal(name).orElseThrow(() -> missing("user", name, at));
    }

    private void requireAdmin(Position at) throws SqlError {
        if (!scope.server().logins().admin(scope.login())) {
            throw Scope.error(15247, at, "User does not have permission to perform this action.");
        }
    }

    private void requireAny(String permission, Position at) throws SqlError {
        if (!scope.authority().has(permission) && !scope.authority().has("CONTROL")) {
            throw Scope.error(15247, at, "User does not have permission to perform this action.");
        }
    }

    private static SqlError missing(String kind, String name, Position at) {
        return Scope.error(
                15151,
                at,
                "Cannot find the " + kind + " '" + name
                        + "', because it does not exist or you do not have permission.");
    }
}
