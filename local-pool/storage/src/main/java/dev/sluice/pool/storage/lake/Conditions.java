package dev.sluice.pool.storage.lake;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.error.DfsException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller expects of a path before it is changed or read.
 *
 * @param ifMatch ETag that it must have, {@code *} for any, null for no such condition
 * @param ifNoneMatch ETag that it must not have, {@code *} if there must be nothing, null for no such condition
 */
public record Conditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

    /** No condition. */
    public static final Conditions NONE = new Conditions(null, null);

    private static final String ANY = "*";

    /** Says whether nothing may be at the path. */
    boolean demandNothingThere() {
        return ANY.equals(ifNoneMatch);
    }

    /** Checks a path that is there, with the error to throw if it is not as the caller expects. */
    void check(PathStatus status, DfsError error) {
        if (ifMatch != null && !ifMatch.equals(ANY) && !ifMatch.equals(status.etag())) {
            throw error.exception("Its ETag is now " + status.etag() + ", not " + ifMatch + ".");
        }
        if (status.etag().equals(ifNoneMatch)) {
            throw error.exception("Its ETag is still " + status.etag() + ".");
        }
    }

    /** Checks a path that is to be created. */
    void checkForCreation(Optional<PathStatus> existing) {
        if (existing.isEmpty() && ifMatch != null) {
            throw DfsError.CONDITION_NOT_MET.exception("There is nothing at the path.");
        }
        existing.ifPresent(status -> {
            if (demandNothingThere()) {
                throw pathExists(status);
            }
            check(status, DfsError.CONDITION_NOT_MET);
        });
    }

    /** The driver reads from a header what is there, to tell a directory that somebody else made from a file. */
    static DfsException pathExists(PathStatus status) {
        return DfsError.PATH_EXISTS
                .exception()
                .withHeader("x-ms-existing-resource-type", status.kind().resourceType());
    }
}
