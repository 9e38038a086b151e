package dev.sluice.pool.sql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PermissionTest {

    @TempDir
    private Path folder;

    private Pool pool;

    @BeforeEach
    void open() throws Exception {
        pool = Pool.in(folder);
        pool.prepareLake();
        pool.run("CREATE TABLE t (id int); INSERT INTO t VALUES (1)");
        pool.run("CREATE VIEW v AS SELECT id FROM t");
        pool.run("CREATE USER mary WITH PASSWORD = 'Secret!1'");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "SELECT id FROM t#error 229 line 1: The SELECT permission was denied on the object 't', database"
                        + " 'sqlpool', schema 'dbo'.",
                "INSERT INTO t VALUES (1)#error 229 line 1: The INSERT permission was denied on the object 't', database"
                        + " 'sqlpool', schema 'dbo'.",
                "UPDATE t SET id = 2#error 229 line 1: The UPDATE permission was denied on the object 't', database"
                        + " 'sqlpool', schema 'dbo'.",
                "DELETE x FROM t AS x#error 229 line 1: The DELETE permission was denied on the object 't', database"
                        + " 'sqlpool', schema 'dbo'.",
                "CREATE TABLE x (id int)#error 262 line 1: CREATE TABLE permission denied in database 'sqlpool'.",
                "CREATE VIEW x AS SELECT 1 AS a#error 262 line 1: CREATE VIEW permission denied in database 'sqlpool'.",
                "CREATE SCHEMA x#error 262 line 1: CREATE SCHEMA permission denied in database 'sqlpool'.",
                "DROP TABLE t#error 3701 line 1: Cannot drop the table 't', because it does not exist or you do not have"
                        + " permission.",
                "TRUNCATE TABLE t#error 1088 line 1: Cannot find the object \"t\" because it does not exist or you do not"
                        + " have permissions.",
                "CREATE EXTERNAL FILE FORMAT f WITH (FORMAT_TYPE = PARQUET)#error 15247 line 1: User does not have"
                        + " permission to perform this action. It takes ALTER ANY EXTERNAL FILE FORMAT on database"
                        + " 'sqlpool'.",
                "CREATE LOGIN x WITH PASSWORD = 'y'#error 15247 line 1: User does not have permission to perform this"
                        + " action.",
                "GRANT SELECT ON t TO mary#error 15247 line 1: User does not have permission to perform this action.",
                "CREATE DATABASE x#error 262 line 1: CREATE DATABASE permission denied in database 'master'.",
            })
    void aUserMayDoNothingUngranted(String statement, String answer) throws Exception {
        assertThat(pool.run("mary", statement)).containsExactly(answer);
    }

    @Test
    void whatIsGrantedIsAllowedUntilItIsDenied() throws Exception {
        pool.run("GRANT SELECT ON OBJECT::dbo.t TO mary");
        assertThat(pool.run("mary", "SELECT id FROM t")).contains("row 1");
        pool.run("DENY SELECT ON SCHEMA::dbo TO mary");
        assertThat(pool.run("mary", "SELECT id FROM t").get(0)).startsWith("error 229 ");
        pool.run("REVOKE SELECT ON SCHEMA::dbo TO mary");
        assertThat(pool.run("mary", "SELECT id FROM t")).contains("row 1");
        pool.run("REVOKE SELECT ON t TO mary");
        assertThat(pool.run("mary", "SELECT id FROM t").get(0)).startsWith("error 229 ");
    }

    @Test
    void insertAloneSuffices() throws Exception {
        pool.run("GRANT INSERT ON t TO mary");
        assertThat(pool.run("mary", "INSERT INTO t VALUES (5)")).containsExactly("changed 1");
    }

    @Test
    void whoMayReadAViewReadsThroughIt() throws Exception {
        pool.run("GRANT SELECT ON v TO mary");
        assertThat(pool.run("mary", "SELECT id FROM v")).contains("row 1");
        assertThat(pool.run("mary", "SELECT id FROM t").get(0)).startsWith("error 229 ");
    }

    @Test
    void rolesGiveWhatTheyStandFor() throws Exception {
        pool.run("EXEC sp_addrolemember 'db_datareader', 'mary'");
        assertThat(pool.run("mary", "SELECT id FROM t")).contains("row 1");
        pool.run("ALTER ROLE db_datawriter ADD MEMBER mary");
        assertThat(pool.run("mary", "DELETE FROM t")).containsExactly("changed 1");
        pool.run("CREATE ROLE loaders");
        pool.run("GRANT CREATE TABLE TO loaders; GRANT ALTER ON SCHEMA::dbo TO loaders");
        pool.run("ALTER ROLE loaders ADD MEMBER mary");
        assertThat(pool.run("mary", "CREATE TABLE x (id int); DROP TABLE x")).containsExactly("done", "done");
        pool.run("EXEC sp_droprolemember 'loaders', 'mary'");
        assertThat(pool.run("mary", "CREATE TABLE x (id int)").get(0)).startsWith("error 262 ");
        pool.run("EXEC sp_addrolemember 'db_owner', 'mary'");
        assertThat(pool.run("mary", "CREATE TABLE x (id int)")).containsExactly("done");
    }

    @Test
    void theExporterRoleLetsExportWhatMayBeRead() throws Exception {
        pool.run("EXEC sp_addrolemember 'db_exporter', 'mary'; GRANT SELECT ON t TO mary");
        assertThat(pool.run(
                        "mary",
                        "CREATE EXTERNAL TABLE e WITH (LOCATION = '/out', DATA_SOURCE = ds, FILE_FORMAT = ff)"
                                + " AS SELECT id FROM t"))
                .containsExactly("changed 1");
    }

    @Test
    void passwordsAreCheckedAndKeptAsHashes() throws Exception {
        Logins logins = pool.engine().logins();
        assertThat(logins.accepts("MARY", "Secret!1".toCharArray())).isTrue();
        assertThat(logins.accepts("mary", "secret!1".toCharArray())).isFalse();
        assertThat(logins.accepts("nobody", "Secret!1".toCharArray())).isFalse();
        pool.restart();
        assertThat(pool.engine().logins().accepts("mary", "Secret!1".toCharArray()))
                .isTrue();
        pool.run("DROP USER mary");
        assertThat(pool.engine().logins().accepts("mary", "Secret!1".toCharArray()))
                .isFalse();
    }

    @Test
    void secretsDoNotShowInTheLogOfRequests() throws Exception {
        pool.run("CREATE LOGIN joe WITH PASSWORD = 'Hidden!1'");
        assertThat(pool.run("SELECT command FROM sys.dm_pdw_exec_requests"))
                .contains("row CreatePrincipal", "row CreateMasterKey")
                .noneMatch(line -> line.contains("Hidden!1") || line.contains("S0me!Info"));
    }

    @Test
    void aLoginWithoutUserIsNotLetIn() throws Exception {
        pool.run("CREATE LOGIN joe WITH PASSWORD = 'Hidden!1'");
        assertThatThrownBy(() -> pool.session("joe"))
                .hasMessage("The server principal \"joe\" is not able to access the database \"sqlpool\" under the"
                        + " current security context. An administrator lets it in by CREATE USER [joe] FROM EXTERNAL"
                        + " PROVIDER or FROM LOGIN.");
        assertThatThrownBy(() -> pool.session("sluice", "nope"))
                .hasMessage("Cannot open database \"nope\" requested by the login. The login failed.");
        pool.run("CREATE USER joe FOR LOGIN joe");
        assertThat(pool.run("joe", "SELECT USER_NAME() AS u, IS_MEMBER('db_owner') AS m"))
                .contains("row joe|0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "CREATE USER mary FROM EXTERNAL PROVIDER#error 15023 line 1: User, group, or role 'mary' already exists"
                        + " in the current database.",
                "CREATE LOGIN mary WITH PASSWORD = 'x'#error 15025 line 1: The server principal 'mary' already exists.",
                "CREATE LOGIN sluice WITH PASSWORD = 'x'#error 15025 line 1: The server principal 'sluice' already"
                        + " exists.",
                "GRANT SELECT ON t TO nobody#error 15151 line 1: Cannot find the user 'nobody', because it does not exist"
                        + " or you do not have permission.",
                "GRANT SELECT ON nope TO mary#error 15151 line 1: Cannot find the object 'nope', because it does not"
                        + " exist or you do not have permission.",
                "ALTER ROLE nope ADD MEMBER mary#error 15151 line 1: Cannot find the role 'nope', because it does not"
                        + " exist or you do not have permission.",
                "DROP USER dbo#error 15150 line 1: Cannot drop the user 'dbo'.",
                "DROP ROLE db_owner#error 15150 line 1: Cannot drop the role 'db_owner'.",
                "DROP LOGIN nope#error 15151 line 1: Cannot find the login 'nope', because it does not exist or you do"
                        + " not have permission.",
            })
    void whatThereIsNotIsRefused(String statement, String answer) throws Exception {
        assertThat(pool.run(statement)).containsExactly(answer);
    }
}
