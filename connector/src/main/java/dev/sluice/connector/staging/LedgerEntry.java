package dev.sluice.connector.staging;

import java.util.ArrayList;
import java.util.List;

/**
 * What a transfer may have made. It is written before anything is made, so that whoever finds it later knows all there can
 * be.
 *
 * @param id the transfer
 * @param operation {@code read} or {@code write}
 * @param application id of the Spark application
 * @param server server and database
 * @param folders folders, as URIs
 * @param drops statements that drop what is in the SQL pool, in order
 */
public record LedgerEntry(
        String id, String operation, String application, String server, List<String> folders, List<String> drops) {

    public LedgerEntry {
        folders = List.copyOf(folders);
        drops = List.copyOf(drops);
    }

    /** Returns the entry with more to drop. */
    public LedgerEntry with(List<String> moreDrops) {
        List<String> all = new ArrayList<>(drops);
        all.addAll(moreDrops);
        return new LedgerEntry(id, operation, application, server, folders, all);
    }
}
