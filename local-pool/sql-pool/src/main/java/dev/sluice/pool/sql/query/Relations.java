package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.ObjectName;
import java.util.Optional;

/** The tables, views and system views that a session sees. */
public interface Relations {

    /**
     * Looks a name up, without regard to case, in the schema {@code dbo} if it has none.
     *
     * @return empty if there is no such object
     * @throws SqlError if there is one that cannot be read
     */
    Optional<Relation> relation(ObjectName name) throws SqlError;
}
