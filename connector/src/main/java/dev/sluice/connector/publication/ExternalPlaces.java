package dev.sluice.connector.publication;

import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.staging.LakeFolder;
import dev.sluice.transfer.TableName;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Where the files of the database's external tables are. */
public final class ExternalPlaces {

    private ExternalPlaces() {}

    /**
     * A table and where its files are.
     *
     * @param shown the folder as the SQL pool names it
     */
    public record Place(TableName table, LakeFolder folder, String shown) {}

    /** Returns the places of all external tables that the login sees. */
    public static List<Place> all(PoolSession session, Statements statements) {
        return session.queryQuietly(statements.externalPlaces(), rows -> {
            List<Place> places = new ArrayList<>();
            while (rows.next()) {
                String location = rows.getString(3);
                if (location == null) {
                    // No table over files.
                    continue;
                }
                String shown = rows.getString(4).replaceAll("/+$", "") + "/" + location.replaceAll("^/+", "");
                places.add(new Place(
                        new TableName(null, rows.getString(1), rows.getString(2)),
                        LakeFolder.of(new Path(shown)),
                        shown));
            }
            return places;
        });
    }
}
