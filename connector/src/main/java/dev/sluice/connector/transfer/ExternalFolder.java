package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.publication.ExternalPlaces;
import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.staging.LakeFolder;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TransferRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * The folder that the files of an external table go under, checked before anything is made: it is no part of the staging
 * folder, which is deleted, and of no other table's folder, which would show the rows, nor the other way round.
 */
final class ExternalFolder {

    private final TransferRequest.Write request;
    private final StagingPlace place;

    private ExternalFolder(TransferRequest.Write request, StagingPlace place) {
        this.request = request;
        this.place = place;
    }

    /**
     * Returns the folder for the files of a table that is made or replaced.
     *
     * @throws TransferFailedException if the location cannot be used
     */
    static Path of(TransferRequest.Write request, StagingPlace place) {
        return new ExternalFolder(request, place).root();
    }

    /**
     * Refuses folders that overlap.
     *
     * @throws TransferFailedException naming what overlaps
     */
    static void refuseOverlap(
            TransferRequest.Write request, StagingPlace place, PoolSession session, Statements statements) {
        List<ExternalPlaces.Place> tables = ExternalPlaces.all(session, statements);
        ExternalFolder folder = new ExternalFolder(request, place);
        boolean adds = request.target().mode() == SaveMode.APPEND;
        for (ExternalPlaces.Place own : tables) {
            if (adds && folder.isTarget(own)) {
                folder.refuseAppend(own);
                return;
            }
        }
        folder.refuse(tables);
    }

    /** Returns whether another table than the target has files in a folder. */
    static boolean isShared(TransferRequest.Write request, PoolSession session, Statements statements, Path folder) {
        ExternalFolder own = new ExternalFolder(request, new StagingPlace(folder.toUri(), null, null));
        return ExternalPlaces.all(session, statements).stream()
                .anyMatch(each -> !own.isTarget(each) && each.folder().overlaps(LakeFolder.of(folder)));
    }

    private boolean isTarget(ExternalPlaces.Place other) {
        return Mapping.fold(other.table().schema())
                        .equals(Mapping.fold(request.table().schema()))
                && Mapping.fold(other.table().table())
                        .equals(Mapping.fold(request.table().table()));
    }

    private void refuseAppend(ExternalPlaces.Place own) {
        if (request.target().location() != null && !own.folder().isWithin(LakeFolder.of(root()))) {
            throw invalid(
                    "The files of " + request.table().toSql() + " are in " + own.shown() + ", and rows are added there",
                    "Leave the option location out");
        }
        if (own.folder().overlaps(staging())) {
            throw overlaps(
                    own.shown(),
                    "the staging folder " + place.root() + ", where a transfer deletes what it has staged",
                    "Stage in another folder: give the option staging");
        }
    }

    private void refuse(List<ExternalPlaces.Place> tables) {
        Path root = root();
        LakeFolder folder = LakeFolder.of(root);
        if (folder.overlaps(staging())) {
            throw overlaps(
                    root.toString(),
                    "the staging folder " + place.root() + ", where a transfer deletes what it has staged",
                    request.target().location() == null
                            ? "Give the option location a folder outside of it, or stage in another folder"
                            : "Give a folder outside of it, or leave the option location out");
        }
        for (ExternalPlaces.Place other : tables) {
            if (isTarget(other)) {
                continue;
            }
            if (other.folder().overlaps(folder)) {
                throw overlaps(
                        root.toString(),
                        "the files of table " + other.table().toSql() + " in " + other.shown()
                                + ", so that one table would show rows of the other",
                        request.target().location() == null
                                ? "Give the option location another folder"
                                : "Give another folder, or leave the option location out");
            }
            if (staging().isWithin(other.folder())) {
                throw overlaps(
                        place.root().toString(),
                        "the files of table " + other.table().toSql() + " in " + other.shown()
                                + ", which would show staged rows",
                        "Stage in another folder: give the option staging");
            }
        }
    }

    private TransferFailedException overlaps(String folder, String other, String fix) {
        return TransferFailedException.of(
                ErrorCode.INVALID_REQUEST,
                "The files of " + request.table().toSql() + " cannot lie in " + folder,
                "It overlaps " + other,
                fix);
    }

    private LakeFolder staging() {
        return LakeFolder.of(new Path(place.root()));
    }

    private Path root() {
        String location = request.target().location();
        if (location == null) {
            return new Path(container() + "/external/"
                    + segment(request.table().schema()) + '/'
                    + segment(request.table().table()));
        }
        boolean uri = location.contains("://");
        String path = uri ? location.replaceFirst("^[^:]*://[^/]*", "") : location;
        if (path.contains("\\") || Arrays.stream(path.split("/", -1)).anyMatch(ExternalFolder::isHidden)) {
            throw invalid(
                    "Its folders are not to be named . or .., to begin with a dot or an underscore, which the SQL pool"
                            + " does not read, or to hold a backslash",
                    "Write the folder as it is, from the root of the container");
        }
        if (!uri) {
            return new Path(container() + (location.startsWith("/") ? "" : "/") + location);
        }
        Path given;
        try {
            given = new Path(location);
        } catch (IllegalArgumentException e) {
            throw invalid(
                    String.valueOf(e.getMessage()),
                    "Write it as abfss://container@account.dfs.core.windows.net/folder");
        }
        if (!LakeFolder.of(given)
                .container()
                .equals(LakeFolder.of(new Path(place.root())).container())) {
            throw invalid(
                    "The files are moved there from the staging folder, which is in " + container(),
                    "Give a folder in that container, or the option staging a folder in the location's container");
        }
        // As staging spells the container: files are moved within one file system.
        return new Path(container() + given.toUri().getPath());
    }

    private static boolean isHidden(String segment) {
        return segment.startsWith(".") || segment.startsWith("_");
    }

    private TransferFailedException invalid(String why, String fix) {
        return TransferFailedException.of(
                ErrorCode.INVALID_REQUEST,
                "Invalid location '" + request.target().location() + "'",
                why,
                fix);
    }

    private String container() {
        URI root = place.root();
        return root.getScheme() + "://" + (root.getRawAuthority() == null ? "" : root.getRawAuthority());
    }

    /** Returns the folder of a schema or table: its own name, if any storage takes it, or a name of its own. */
    private static String segment(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}_.-]", "_");
        return plain.equals(name) && !isHidden(name)
                ? name
                : "t" + plain + '-' + String.format(Locale.ROOT, "%08x", name.hashCode());
    }
}
