package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.CatalogObject;
import dev.sluice.pool.sql.engine.catalog.Database;
import dev.sluice.pool.sql.session.SqlError;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells DuckDB's NOT NULL error, which names the table that holds the rows, by the name the user knows. */
final class NullViolations {

    private static final Pattern FAILED =
            Pattern.compile("Constraint Error: NOT NULL constraint failed: t(\\d+)\\.([^\\r\\n]*)");

    private NullViolations() {}

    static Optional<SqlError> translate(SQLException failure, Database database) {
        Matcher matcher = FAILED.matcher(String.valueOf(failure.getMessage()));
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        int storage = Integer.parseInt(matcher.group(1));
        String table = "#temporary";
        for (CatalogObject object : database.catalog().objects()) {
            if (object instanceof CatalogObject.Table one && one.storage() == storage) {
                table = database.name() + '.' + one.qualifiedName();
            }
        }
        return Optional.of(new SqlError(
                515,
                16,
                2,
                1,
                "Cannot insert the value NULL into column '" + matcher.group(2).strip() + "', table '" + table
                        + "'; column does not allow nulls. INSERT fails."));
    }
}
