package dev.sluice.pool.storage.error;

import java.util.Map;

/** A request that is refused. Made by {@link DfsError#exception()}. */
public final class DfsException extends RuntimeException {

    private final DfsError error;
    private final Map<String, String> headers;

    DfsException(DfsError error, String message) {
        this(error, message, Map.of());
    }

    private DfsException(DfsError error, String message, Map<String, String> headers) {
        super(message);
        this.error = error;
        this.headers = headers;
    }

    /** Returns the same refusal with a header that the response carries beside the error's own. */
    public DfsException withHeader(String name, String value) {
        return new DfsException(error, String.valueOf(getMessage()), Map.of(name, value));
    }

    /** Returns what kind of refusal it is. */
    public DfsError error() {
        return error;
    }

    /** Returns the headers that the response carries beside the error's own. */
    public Map<String, String> headers() {
        return headers;
    }
}
