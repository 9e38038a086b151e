package dev.sluice.connector.staging;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.azurebfs.contracts.exceptions.AbfsRestOperationException;
import org.apache.hadoop.fs.azurebfs.contracts.exceptions.AzureBlobFileSystemException;
import org.apache.spark.SparkException;
import org.jspecify.annotations.Nullable;

/**
 * What an ADLS Gen2 account has answered, as Hadoop's driver tells it.
 *
 * @param status HTTP status, or {@link #NONE}
 * @param text message of the driver
 * @param url what was asked for; null if the driver does not say
 */
record StorageAnswer(int status, String text, @Nullable URI url) {

    /** There was no answer. */
    static final int NONE = -1;

    /** Message of the driver: what, the status, the method, the URL, and more. */
    private static final String MESSAGE = "Operation failed: \"[^\\n]*\", (\\d{3}), [A-Z]+, (https?://[^\\s,]+)";

    private static final Pattern OPERATION = Pattern.compile("^" + MESSAGE);

    /**
     * The same in an executor's stack trace, of which Spark has made a part of its own message: where it says which task failed,
     * or in a line of a cause.
     */
    private static final Pattern TRACE = Pattern.compile(
            "(?m)^(?:Job aborted due to stage failure: [^\\n]*\\(TID \\d+\\) \\([^\\n]*\\): |Caused by: )?"
                    + Pattern.quote(AbfsRestOperationException.class.getName()) + ": (" + MESSAGE + ")");

    /** Returns the answer that an error comes from: by its type, or else by the stack trace that an executor has sent. */
    static Optional<StorageAnswer> in(Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof AzureBlobFileSystemException known) {
                return Optional.of(of(known));
            }
        }
        for (Throwable each = error; each != null; each = each.getCause()) {
            Matcher trace = TRACE.matcher(String.valueOf(each.getMessage()));
            if (each instanceof SparkException && trace.find()) {
                return Optional.of(new StorageAnswer(
                        Integer.parseInt(trace.group(2)), trace.group(1), URI.create(trace.group(3))));
            }
        }
        return Optional.empty();
    }

    private static StorageAnswer of(AzureBlobFileSystemException error) {
        String text = String.valueOf(error.getMessage());
        Matcher operation = OPERATION.matcher(text);
        return new StorageAnswer(
                error instanceof AbfsRestOperationException answered ? answered.getStatusCode() : NONE,
                text,
                operation.find() ? URI.create(operation.group(2)) : null);
    }

    /** Returns whether it may be the account and the container of a folder that answered. An endpoint may have another name. */
    boolean isFrom(URI folder) {
        if (url == null || folder.getRawUserInfo() == null || folder.getHost() == null) {
            return true;
        }
        String domain = folder.getHost().replaceFirst("^[^.]*", "");
        boolean otherAccount = !url.getHost().equalsIgnoreCase(folder.getHost())
                && url.getHost()
                        .regionMatches(true, url.getHost().length() - domain.length(), domain, 0, domain.length());
        String path = String.valueOf(url.getRawPath());
        return !otherAccount && (path + '/').startsWith('/' + folder.getRawUserInfo() + '/');
    }
}
