package dev.sluice.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.settings.Endpoint;
import dev.sluice.connector.settings.Login;
import dev.sluice.connector.settings.Secret;
import dev.sluice.connector.settings.ServerAddress;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferFailure;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerErrorsTest {

    private static final ServerErrors BY_TOKEN =
            new ServerErrors(new Endpoint(new ServerAddress("h", 1433), "db", new Login.Token()), Purpose.WRITE);
    private static final ServerErrors BY_PASSWORD = new ServerErrors(
            new Endpoint(new ServerAddress("h", 1433), "db", new Login.Password("me", new Secret("hunter2"))),
            Purpose.READ);

    /** Number, state and message of the server; code, first line and advice for the user. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "208|S0002|Invalid object name 'dbo.t'.|TABLE_NOT_FOUND|Table dbo.t does not exist"
                        + "|Check schema and name: %%sqlpool query with SELECT name FROM sys.tables lists the tables",
                "2714|S0001|There is already an object named 't' in the database.|TABLE_EXISTS|Table t exists already"
                        + "|Use mode append or overwrite, or another name",
                "4060|S0001|Cannot open database \"db\" requested by the login.|INVALID_REQUEST|Cannot open the"
                        + " database db on h:1433|Correct the database in the table's name or in spark.sluice.database, or"
                        + " resume the SQL pool",
                "229|S0005|The SELECT permission was denied on the object 't', database 'db', schema"
                        + " 'dbo'.|PERMISSION_DENIED|A permission is missing in the database db on h:1433|Let an"
                        + " administrator run: GRANT SELECT ON OBJECT::[t] TO [<user>]",
                "262|S0001|CREATE TABLE permission denied in database 'db'.|PERMISSION_DENIED"
                        + "|A permission is missing in the database db on h:1433"
                        + "|Let an administrator run: GRANT CREATE TABLE TO [<user>]",
                "15247|S0001|User does not have permission to perform this action.|PERMISSION_DENIED"
                        + "|A permission is missing in the database db on h:1433"
                        + "|Let an administrator run: EXEC sp_addrolemember 'db_exporter', '<user>'",
                "18456|S0001|Login failed for user '<token-identified principal>'.|LOGIN_FAILED"
                        + "|Login failed with the Spark pool's identity on h:1433"
                        + "|Run in that database: CREATE USER [name of the identity] FROM EXTERNAL PROVIDER, or use SQL"
                        + " authentication",
                "0|08S01|The TCP/IP connection to the host h, port 1433 has failed.|SQL_POOL_UNREACHABLE|The SQL pool"
                        + " h:1433 does not answer|Check the server's name and port, that it runs, and that its firewall"
                        + " lets the Spark pool in",
                "0|08S01|A certificate of another kind stands in a message.|SQL_POOL_UNREACHABLE|The SQL pool h:1433"
                        + " does not answer|Check the server's name and port, that it runs, and that its firewall lets the"
                        + " Spark pool in",
                "8155|S0001|No column name was specified for column 1 of 'q'.|INVALID_REQUEST"
                        + "|A column of the query has no name|Name it, as in SELECT COUNT(*) AS n",
                "8156|S0001|The column 'id' was specified multiple times for 'q'.|INVALID_REQUEST"
                        + "|Two columns of the query are named id"
                        + "|Give one of them another name, as in SELECT x.id, y.id AS other_id",
                "8115|S0001|Arithmetic overflow error converting expression to data type int.|VALUE_OUT_OF_RANGE"
                        + "|A value does not fit its column"
                        + "|Cast or clean the column first, or write into a new table",
                "2628|S0001|String or binary data would be truncated.|VALUE_OUT_OF_RANGE"
                        + "|A text or binary is longer than its column"
                        + "|Widen the column, or use mode overwrite, which makes it as long as the data needs",
                "515|S0001|Cannot insert the value NULL into column 'a'|VALUE_OUT_OF_RANGE|Column a takes no null"
                        + "|Fill the nulls first, as in fillna, or make the column nullable",
                "106000|S0001|HdfsBridge::recordReaderFillBuffer - Unexpected error:"
                        + " ClassCastException|UNSUPPORTED_TYPE|The SQL pool cannot read a staged column as its type|Cast"
                        + " the column to another type and write again; the details name it",
                "105019|S0001|External file access failed: HTTP 403|PERMISSION_DENIED"
                        + "|The SQL pool may not use the staging folder"
                        + "|Give its identity the role Storage Blob Data Contributor on the storage account",
                "105019|S0001|External file access failed: connection refused, 4033 ms|STORAGE_UNREACHABLE|The SQL"
                        + " pool cannot use the staging folder|Check that the storage account answers and lets the SQL"
                        + " pool in (firewall, managed identity)",
                "0|HY008|The query was canceled.|CANCELLED|The transfer was cancelled|Run the cell again when you like",
                "50000|S0001|The query was canceled.|SQL_REFUSED|The SQL pool refused a statement|Correct the statement;"
                        + " the details show it",
                "50000|S0001|HdfsBridge, 403 and certificate are words of the user.|SQL_REFUSED"
                        + "|The SQL pool refused a statement|Correct the statement; the details show it",
                "102|S0001|Incorrect syntax near 'x'.|SQL_REFUSED|The SQL pool refused a statement"
                        + "|Correct the statement; the details show it",
            })
    void saysWhatAnErrorMeans(int number, String state, String message, String code, String what, String fix) {
        TransferFailure failure = BY_TOKEN.translate(new SQLException(message, state, number), "SELECT 1")
                .failure();

        assertThat(failure.code()).hasToString(code);
        assertThat(failure.what()).isEqualTo(what);
        assertThat(failure.fix()).isEqualTo(fix);
        assertThat(failure.details()).containsExactly("SQLException: " + message, "Statement: SELECT 1");
    }

    /** Advice for whoever reads, and for whoever runs statements: neither writes a frame. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "READ|8115|A value does not fit its type|Cast or clean the value in a query, as in SELECT"
                        + " TRY_CAST(column AS bigint), and read the query",
                "RUN|8115|A value does not fit its type"
                        + "|Cast or clean the value in the statement, as in TRY_CAST(column AS bigint)",
                "RUN|2628|A text or binary is longer than its column"
                        + "|Widen the column, or shorten the value, as in LEFT(value, 100)",
                "RUN|515|Column  takes no null"
                        + "|Fill the nulls first, as in COALESCE(value, 0), or make the column nullable",
                "RUN|2714|Table  exists already|Drop it first, or use another name",
                "READ|106000|The SQL pool cannot read a file of an external table"
                        + "|Compare the types of the external table with those of its files",
            })
    void advisesByWhatWasAskedFor(Purpose purpose, int number, String what, String fix) {
        TransferFailure failure = new ServerErrors(
                        new Endpoint(new ServerAddress("h", 1433), "db", new Login.Token()), purpose)
                .translate(new SQLException("message", "S0001", number), "SELECT 1")
                .failure();

        assertThat(failure.what()).isEqualTo(what);
        assertThat(failure.fix()).isEqualTo(fix);
    }

    @Test
    void knowsTroubleWithACertificateByItsType() {
        SQLException error = new SQLException("no words", "08S01", 0, new SSLHandshakeException("PKIX"));

        assertThat(BY_TOKEN.translate(error).failure().what()).isEqualTo("No secure connection to h:1433");
        assertThat(BY_TOKEN.translate(new SQLException("no words", "08S01", 0, new CertificateException()))
                        .failure()
                        .fix())
                .isEqualTo("Check the server's name, or add its certificate to javax.net.ssl.trustStore of the driver");
    }

    @Test
    void saysThatATokenHasExpired() {
        TransferFailure failure = BY_TOKEN.expired(new SQLException("Login failed.", "S0001", 18456))
                .failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.TOKEN_EXPIRED);
        assertThat(failure.what()).isEqualTo("The access token for h:1433 has expired");
    }

    @Test
    void saysThatAPasswordIsWrongWithoutIt() {
        TransferFailure failure = BY_PASSWORD
                .translate(new SQLException("Login failed for user 'me'.", "S0001", 18456))
                .failure();

        assertThat(failure.what()).isEqualTo("Login failed for me on h:1433");
        assertThat(failure.why()).isEqualTo("The SQL pool knows no such login, or the password is wrong");
        assertThat(failure.toString()).doesNotContain("hunter2");
    }

    @Test
    void takesAnErrorWithoutMessageOrState() {
        assertThat(BY_TOKEN.translate(new SQLException()).failure().why()).isEqualTo("SQLException");
    }
}
