package dev.sluice.connector.jdbc;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.settings.Endpoint;
import dev.sluice.connector.settings.Login;
import dev.sluice.transfer.ErrorCode;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says what an error of the SQL pool means and what to do about it. Numbers are those of {@code sys.messages} and of the
 * parallel data warehouse (10xxxx of PolyBase, 11xxxx of the rest). Errors are told apart by number and type: texts change
 * with the server's version and language.
 */
final class ServerErrors {

    /** PolyBase cannot get at files: 105001 to 105019 are all that documents and reports show. */
    private static final int FIRST_OF_STORAGE = 105000;

    private static final int LAST_OF_STORAGE = 105099;

    /** The status of the storage's answer, which is part of such an error. */
    private static final Pattern FORBIDDEN = Pattern.compile("\\b40[13]\\b");

    /** State of a statement that its client has cancelled, by X/Open. Whether it had its effect before is not known. */
    private static final String CANCELLED = "HY008";

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final Pattern PERMISSION =
            Pattern.compile("The ([A-Z ]+) permission was denied on the (\\w+) '([^']*)'", Pattern.CASE_INSENSITIVE);

    private final Endpoint endpoint;
    private final Purpose purpose;

    ServerErrors(Endpoint endpoint, Purpose purpose) {
        this.endpoint = endpoint;
        this.purpose = purpose;
    }

    /** Translates an error of connecting. */
    TransferFailedException translate(SQLException error) {
        return translate(error, null);
    }

    /** Translates an error of a statement. */
    TransferFailedException translate(SQLException error, @Nullable String statement) {
        TransferFailedException failed = classify(error, message(error));
        return statement == null ? failed : failed.withDetail("Statement: " + statement);
    }

    private TransferFailedException classify(SQLException error, String message) {
        int number = error.getErrorCode();
        if (number >= FIRST_OF_STORAGE && number <= LAST_OF_STORAGE) {
            return storage(error, message);
        }
        return switch (number) {
            case 18456, 18452, 18470, 40532 -> login(error, message);
            case 4060, 40613, 911 ->
                of(
                        ErrorCode.INVALID_REQUEST,
                        "Cannot open the " + endpoint,
                        number == 40613
                                ? "It is paused or being scaled"
                                : "It does not exist there, or the login has no access to it",
                        "Correct the database in the table's name or in spark.sluice.database, or resume the SQL pool",
                        error);
            case 208 ->
                of(
                        ErrorCode.TABLE_NOT_FOUND,
                        "Table " + first(message) + " does not exist",
                        "The " + endpoint + " has no such table or view, or the login may not see it",
                        "Check schema and name: %%sqlpool query with SELECT name FROM sys.tables lists the tables",
                        error);
            case 229, 230, 262, 297, 300, 15247, 15151, 1088, 4701 -> permission(error, message, number);
            case 2714, 15335 ->
                of(
                        ErrorCode.TABLE_EXISTS,
                        "Table " + first(message) + " exists already",
                        "The SQL pool has an object of that name",
                        purpose == Purpose.WRITE
                                ? "Use mode append or overwrite, or another name"
                                : "Drop it first, or use another name",
                        error);
            case 220, 8115, 8114, 245, 248, 235, 241, 8169 ->
                of(
                        ErrorCode.VALUE_OUT_OF_RANGE,
                        purpose == Purpose.WRITE ? "A value does not fit its column" : "A value does not fit its type",
                        message,
                        purpose.fixOfValue(),
                        error);
            case 8152, 2628 ->
                of(
                        ErrorCode.VALUE_OUT_OF_RANGE,
                        "A text or binary is longer than its column",
                        message,
                        purpose == Purpose.WRITE
                                ? "Widen the column, or use mode overwrite, which makes it as long as the data needs"
                                : "Widen the column, or shorten the value, as in LEFT(value, 100)",
                        error);
            case 515 ->
                of(
                        ErrorCode.VALUE_OUT_OF_RANGE,
                        "Column " + first(message) + " takes no null",
                        message,
                        purpose == Purpose.WRITE
                                ? "Fill the nulls first, as in fillna, or make the column nullable"
                                : "Fill the nulls first, as in COALESCE(value, 0), or make the column nullable",
                        error);
            case 106000 ->
                of(
                        ErrorCode.UNSUPPORTED_TYPE,
                        purpose == Purpose.WRITE
                                ? "The SQL pool cannot read a staged column as its type"
                                : "The SQL pool cannot read a file of an external table",
                        message,
                        purpose == Purpose.WRITE
                                ? "Cast the column to another type and write again; the details name it"
                                : "Compare the types of the external table with those of its files",
                        error);
            case 8155 ->
                of(
                        ErrorCode.INVALID_REQUEST,
                        "A column of the query has no name",
                        message,
                        "Name it, as in SELECT COUNT(*) AS n",
                        error);
            case 8156 ->
                of(
                        ErrorCode.INVALID_REQUEST,
                        "Two columns of the query are named " + first(message),
                        message,
                        "Give one of them another name, as in SELECT x.id, y.id AS other_id",
                        error);
            default -> byState(error, message);
        };
    }

    private TransferFailedException byState(SQLException error, String message) {
        if (isOfTls(error)) {
            return of(
                    ErrorCode.SQL_POOL_UNREACHABLE,
                    "No secure connection to " + endpoint.server(),
                    "The server's certificate is not one that the Spark pool's JVM trusts for this name",
                    "Check the server's name, or add its certificate to javax.net.ssl.trustStore of the driver",
                    error);
        }
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        if (state.equals(CANCELLED)) {
            return of(
                    ErrorCode.CANCELLED,
                    "The transfer was cancelled",
                    "The SQL pool was told to end the statement that it ran",
                    "Run the cell again when you like",
                    error);
        }
        if (state.startsWith("08")) {
            return of(
                    ErrorCode.SQL_POOL_UNREACHABLE,
                    "The SQL pool " + endpoint.server() + " does not answer",
                    message.lines().findFirst().orElse(message),
                    "Check the server's name and port, that it runs, and that its firewall lets the Spark pool in",
                    error);
        }
        return of(
                ErrorCode.SQL_REFUSED,
                "The SQL pool refused a statement",
                message,
                "Correct the statement; the details show it",
                error);
    }

    private static boolean isOfTls(SQLException error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof SSLException || each instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    /** Says that a login failed with a token whose time is over. */
    TransferFailedException expired(SQLException error) {
        return of(
                ErrorCode.TOKEN_EXPIRED,
                "The access token for " + endpoint.server() + " has expired",
                message(error),
                "Run the cell again: a new token is fetched. If it stays, check the clock of the Spark pool",
                error);
    }

    private TransferFailedException login(SQLException error, String message) {
        if (endpoint.login() instanceof Login.Password login) {
            return of(
                    ErrorCode.LOGIN_FAILED,
                    "Login failed for " + login.user() + " on " + endpoint.server(),
                    "The SQL pool knows no such login, or the password is wrong",
                    "Correct the user and the secret (file:PATH, env:NAME or conf:KEY), or use token authentication",
                    error);
        }
        return of(
                ErrorCode.LOGIN_FAILED,
                "Login failed with the Spark pool's identity on " + endpoint.server(),
                "The " + endpoint + " has no user for that identity, or does not accept its token: " + message,
                "Run in that database: CREATE USER [name of the identity] FROM EXTERNAL PROVIDER, or use SQL authentication",
                error);
    }

    private TransferFailedException permission(SQLException error, String message, int number) {
        Matcher denied = PERMISSION.matcher(message);
        String grant = "EXEC sp_addrolemember 'db_exporter', '<user>'";
        if (denied.find()) {
            String right = denied.group(1).toUpperCase(Locale.ROOT);
            String scope = denied.group(2).toLowerCase(Locale.ROOT);
            grant = "GRANT " + right
                    + (scope.equals("database")
                            ? ""
                            : " ON " + (scope.equals("schema") ? "SCHEMA::" : "OBJECT::") + '[' + denied.group(3) + ']')
                    + " TO [<user>]";
        } else if (number == 262) {
            Matcher statement = Pattern.compile("^([A-Z ]+) permission denied").matcher(message);
            if (statement.find()) {
                grant = "GRANT " + statement.group(1) + " TO [<user>]";
            }
        }
        return of(
                ErrorCode.PERMISSION_DENIED,
                "A permission is missing in the " + endpoint,
                message,
                "Let an administrator run: " + grant,
                error);
    }

    private static TransferFailedException storage(SQLException error, String message) {
        if (FORBIDDEN.matcher(message).find()) {
            return of(
                    ErrorCode.PERMISSION_DENIED,
                    "The SQL pool may not use the staging folder",
                    message,
                    "Give its identity the role Storage Blob Data Contributor on the storage account",
                    error);
        }
        return of(
                ErrorCode.STORAGE_UNREACHABLE,
                "The SQL pool cannot use the staging folder",
                message,
                "Check that the storage account answers and lets the SQL pool in (firewall, managed identity)",
                error);
    }

    private static String message(SQLException error) {
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }

    private static String first(String message) {
        Matcher quoted = QUOTED.matcher(message);
        return quoted.find() ? quoted.group(1) : "";
    }

    private static TransferFailedException of(ErrorCode code, String what, String why, String fix, SQLException error) {
        return TransferFailedException.of(code, what, why, fix, error);
    }
}
