package dev.sluice.connector.staging;

import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * How transfers have ended. It holds no secret, and whoever may read the staging folder may read it.
 *
 * <pre>
 * _sluice/history/day/transfer id.json     the record of one transfer
 * </pre>
 */
public final class History {

    private static final String SUFFIX = ".json";
    private static final int DAY_DIGITS = 8;

    private final StagingFiles files;
    private final JsonFiles<TransferRecord> records;
    private final Path folder;

    History(StagingFiles files, Path folder) {
        this.files = files;
        this.records = new JsonFiles<>(files, TransferRecord.class, TransferRecord.VERSION, "record");
        this.folder = folder;
    }

    /** Writes how a transfer has ended. */
    public void write(TransferRecord end) {
        records.write(path(end.id()), end);
    }

    /** Reads how a transfer has ended, if it has. */
    public Optional<TransferRecord> read(TransferId id) {
        return records.read(path(id), id.text());
    }

    /** Forgets a transfer. */
    public void delete(TransferId id) {
        files.delete(path(id));
    }

    /** Returns the newest transfers that have ended, newest first. */
    public List<TransferId> newest(int most) {
        List<TransferId> ids = new ArrayList<>();
        for (String day : names(folder)) {
            if (ids.size() >= most) {
                break;
            }
            names(new Path(folder, day)).stream()
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(TransferId::isOne)
                    .map(TransferId::new)
                    .forEach(ids::add);
        }
        return ids.subList(0, Math.min(most, ids.size()));
    }

    /** Returns the names in a folder, the last one first. */
    private List<String> names(Path of) {
        return files.names(of).stream().sorted(Comparator.reverseOrder()).toList();
    }

    private Path path(TransferId id) {
        return new Path(new Path(folder, id.text().substring(0, DAY_DIGITS)), id.text() + SUFFIX);
    }
}
