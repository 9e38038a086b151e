package dev.sluice.pool.sql.engine.system;

import dev.sluice.pool.sql.engine.catalog.CatalogObject;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.Table;
import dev.sluice.pool.sql.engine.catalog.Database;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.query.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the views of the schemas {@code sys} and {@code INFORMATION_SCHEMA}. */
public final class SystemViews {

    private static final Map<String, SystemView> VIEWS = new HashMap<>();

    static {
        List<SystemView> all = new ArrayList<>(ObjectViews.all());
        all.addAll(PoolViews.all());
        all.addAll(SecurityViews.all());
        all.addAll(InformationSchema.all());
        for (SystemView view : all) {
            VIEWS.put(Names.fold(view.name()), view);
        }
    }

    private SystemViews() {}

    /**
     * Finds a view.
     *
     * @param schema null if none is written
     * @param visibility what is seen in it
     */
    public static Optional<Relation> find(
            @Nullable String schema, String name, Database database, Supplier<Visibility> visibility) {
        if (schema == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(VIEWS.get(Names.fold(schema + '.' + name)))
                .map(view -> complete(view, database, visibility.get()).relation());
    }

    /** Fills in what a view shows of this database at this moment. */
    private static SystemView complete(SystemView view, Database database, Visibility visibility) {
        String sql = visibility
                .ofView(view.sql())
                .replace("${database}", DuckSql.text(database.name()))
                .replace("${database_id}", String.valueOf(database.id()));
        if (sql.contains("${row_counts}")) {
            sql = sql.replace("${row_counts}", rowCounts(database, visibility));
        }
        return new SystemView(view.name(), view.columns(), sql);
    }

    private static String rowCounts(Database database, Visibility visibility) {
        StringBuilder counts = new StringBuilder("SELECT 0 AS object_id, CAST(0 AS BIGINT) AS row_count WHERE false");
        for (CatalogObject object : database.catalog().objects()) {
            if (object instanceof Table table && visibility.shows(object)) {
                counts.append(" UNION ALL SELECT ")
                        .append(table.id())
                        .append(", count(*) FROM ")
                        .append(table.relation());
            }
        }
        return counts.toString();
    }
}
