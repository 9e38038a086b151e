package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Principal;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.query.HostPaths;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition;
import java.io.IOException;

/** Makes schemas and databases. */
final class Schemas {

    private final Scope scope;

    Schemas(Scope scope) {
        this.scope = scope;
    }

    void create(Definition.CreateSchema create) throws SqlError, CancelledException {
        Columns.requireName(create.name(), create.at());
        scope.requirePermission("CREATE SCHEMA", create.at());
        int id = scope.database().newId();
        scope.database().change(scope.link(), (current, writer) -> {
            if (current.schema(create.name()).isPresent()) {
                throw Scope.error(
                        2714, create.at(), "There is already an object named '" + create.name() + "' in the database.");
            }
            int owner = Principal.DBO;
            if (create.owner() != null) {
                owner = current.principal(create.owner())
                        .orElseThrow(() -> Scope.error(
                                15151,
                                create.at(),
                                "Cannot find the principal '" + create.owner()
                                        + "', because it does not exist or you do not have permission."))
                        .id();
            }
            writer.addSchema(id, create.name(), owner);
        });
    }

    void create(Definition.CreateDatabase create) throws SqlError {
        if (!scope.server().logins().admin(scope.login())) {
            throw Scope.error(262, create.at(), "CREATE DATABASE permission denied in database 'master'.");
        }
        if (!Databases.valid(create.name())) {
            throw Scope.error(
                    1803,
                    create.at(),
                    "The database name '" + create.name()
                            + "' is not valid: use letters, digits and _ $ # @ - . and blanks inside, at most 128"
                            + " characters.");
        }
        if (scope.server().databases().find(create.name()).isPresent()) {
            throw Scope.error(
                    1801,
                    create.at(),
                    "Database '" + create.name() + "' already exists. Choose a different database name.");
        }
        try {
            scope.server().databases().create(create.name());
        } catch (IOException e) {
            throw Scope.error(
                    1802, create.at(), "CREATE DATABASE failed: " + HostPaths.hidden(String.valueOf(e.getMessage())));
        }
    }
}
