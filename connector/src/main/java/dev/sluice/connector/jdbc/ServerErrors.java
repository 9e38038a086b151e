package dev.sluice.connector.jdbc;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.settings.Endpoint;
import dev.sluice.connector.settings.Login;
import dev.sluice.transfer.ErrorCode;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what an error of the SQL pool means and what to do about it. Numbers are those of {@code sys.messages} and of the
 * parallel data warehouse (11xxxx).
 */
final class ServerErrors {

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final Pattern PERMISSION =
            Pattern.compile("The ([A-Z ]+) permission was denied on the (\\w+) '([^']*)'", Pattern.CASE_INSENSITIVE);

    private final Endpoint endpoint;

    ServerErrors(Endpoint endpoint) {
        this.endpoint = endpoint;
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
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        String lower = message.toLowerCase(Locale.ROOT);
        int number = error.getErrorCode();
        // Storage errors come in a SQL error of many numbers: the text tells.
        if (lower.contains("hdfsbridge") || lower.contains("external file access failed")) {
            return external(error, message, lower);
        }
        return switch (number) {
            case 18456, 18452, 18470, 40532 -> login(error, message, lower);
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
                        "Use mode append or overwrite, or another name",
                        error);
            case 220, 8115, 8114, 245, 248, 235, 241, 8169 ->
                of(
                        ErrorCode.VALUE_OUT_OF_RANGE,
                        "A value does not fit its column",
                        message,
                        "Cast or clean the column first, or write into a new table",
                        error);
            case 8152, 2628 ->
                of(
                        ErrorCode.VALUE_OUT_OF_RANGE,
                        "A text or binary is longer than its column",
                        message,
                        "Widen the column, or use mode overwrite, which makes it as long as the data needs",
                        error);
            case 515 ->
                of(
                        ErrorCode.VALUE_OUT_OF_RANGE,
                        "Column " + first(message) + " takes no null",
                        message,
                        "Fill the nulls first, as in fillna, or make the column nullable",
                        error);
            default -> byState(error, message, state, lower);
        };
    }

    private TransferFailedException byState(SQLException error, String message, String state, String lower) {
        if (lower.contains("certificate") || (lower.contains("ssl") && lower.contains("secure connection"))) {
            return of(
                    ErrorCode.SQL_POOL_UNREACHABLE,
                    "No secure connection to " + endpoint.server(),
                    "The server's certificate is not one that the Spark pool's JVM trusts for this name",
                    "Check the server's name, or add its certificate to javax.net.ssl.trustStore of the driver",
                    error);
        }
        if (lower.contains("login failed") || lower.contains("token is expired")) {
            return login(error, message, lower);
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

    private TransferFailedException login(SQLException error, String message, String lower) {
        if (endpoint.login() instanceof Login.Password login) {
            return of(
                    ErrorCode.LOGIN_FAILED,
                    "Login failed for " + login.user() + " on " + endpoint.server(),
                    "The SQL pool knows no such login, or the password is wrong",
                    "Correct the user and the secret (file:PATH, env:NAME or conf:KEY), or use token authentication",
                    error);
        }
        if (lower.contains("expired")) {
            return of(
                    ErrorCode.TOKEN_EXPIRED,
                    "The access token for " + endpoint.server() + " has expired",
                    message,
                    "Run the cell again: a new token is fetched. If it stays, check the clock of the Spark pool",
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

    private static TransferFailedException external(SQLException error, String message, String lower) {
        if (lower.contains("classcast") || lower.contains("cannot be cast") || lower.contains("unexpected error")) {
            return of(
                    ErrorCode.UNSUPPORTED_TYPE,
                    "The SQL pool cannot read a staged column as its type",
                    message,
                    "Cast the column to another type and write again; the details name it",
                    error);
        }
        if (lower.contains("403") || lower.contains("forbidden") || lower.contains("not authorized")) {
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
