package dev.sluice.connector.staging;

import dev.sluice.connector.sql.PoolObject;
import java.util.List;

/**
 * Objects and folders that belong together.
 *
 * @param objects objects of the SQL pool, in the order to drop them in
 * @param folders folders, as URIs
 */
public record Belongings(List<PoolObject> objects, List<String> folders) {

    /** Nothing. */
    public static final Belongings NONE = new Belongings(List.of(), List.of());

    public Belongings {
        objects = List.copyOf(objects);
        folders = List.copyOf(folders);
    }
}
