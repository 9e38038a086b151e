package dev.sluice.pool.sql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pool.sql.session.ClientLogin.Method;
import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.session.SqlSession;
import dev.sluice.pool.sql.type.SqlType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one principal cannot get of another: logins, roles, rows, and what the system knows of others. */
final class PrincipalTest {

    @TempDir
    private Path folder;

    private Pool pool;

    @BeforeEach
    void open() throws Exception {
        pool = Pool.in(folder);
        pool.prepareLake();
        pool.run("CREATE TABLE t (id int, secret int); INSERT INTO t VALUES (1, 7)");
        pool.run("CREATE VIEW v AS SELECT id FROM t");
        pool.run("CREATE USER mary WITH PASSWORD = 'Secret!1'");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private static void refused(Pool pool, String login, Method method, String database) {
        assertThatThrownBy(() -> pool.session(login, method, database))
                .hasMessageStartingWith("The server principal \"" + login + "\" is not able to access the database \""
                        + database + "\"");
    }

    @Test
    void aUserOfOneDatabaseIsNobodyInAnother() throws Exception {
        pool.run("CREATE DATABASE other");
        try (SqlSession other = pool.session(Pool.ADMIN, "other")) {
            Pool.run(other, "CREATE USER mary FROM EXTERNAL PROVIDER; EXEC sp_addrolemember 'db_owner', 'mary'");
        }
        refused(pool, "mary", Method.PASSWORD, "other");
        pool.session("mary", Method.TOKEN, "other").close();
        pool.restart();
        refused(pool, "mary", Method.PASSWORD, "other");
        pool.session("mary", Method.PASSWORD, "sqlpool").close();
    }

    @Test
    void aTokenIsNoUserWithAPasswordAndThePasswordNoUserOfTheDirectory() throws Exception {
        refused(pool, "mary", Method.TOKEN, "sqlpool");
        pool.run("CREATE USER joe FROM EXTERNAL PROVIDER");
        refused(pool, "joe", Method.PASSWORD, "sqlpool");
        pool.session("joe", Method.TOKEN, "sqlpool").close();
    }

    @Test
    void aLoginOpensTheDatabasesThatHaveAUserOfIt() throws Exception {
        pool.run("CREATE LOGIN ann WITH PASSWORD = 'Secret!1'");
        refused(pool, "ann", Method.PASSWORD, "sqlpool");
        pool.run("CREATE USER ann FOR LOGIN ann");
        pool.session("ann", Method.PASSWORD, "sqlpool").close();
        refused(pool, "ann", Method.TOKEN, "sqlpool");
        pool.run("DROP USER ann");
        assertThat(pool.engine().logins().accepts("ann", "Secret!1".toCharArray()))
                .isTrue();
    }

    @Test
    void usersWithPasswordsGoWithTheirDatabase() throws Exception {
        pool.run("CREATE DATABASE other");
        try (SqlSession other = pool.session(Pool.ADMIN, "other")) {
            assertThat(Pool.run(other, "CREATE USER ann WITH PASSWORD = 'Secret!1'"))
                    .containsExactly("done");
        }
        assertThat(pool.engine().logins().accepts("ann", "Secret!1".toCharArray()))
                .isTrue();
        pool.run("DROP DATABASE other");
        assertThat(pool.engine().logins().accepts("ann", "Secret!1".toCharArray()))
                .isFalse();
        try (SqlSession master = pool.session(Pool.ADMIN, "master")) {
            assertThat(Pool.run(master, "CREATE USER ann WITH PASSWORD = 'Secret!1'"))
                    .containsExactly("error 33233 line 1: You can only create a user with a password in a contained"
                            + " database.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER ROLE db_owner ADD MEMBER mary",
                "EXEC sp_addrolemember 'db_owner', 'mary'",
                "ALTER ROLE db_datareader ADD MEMBER mary",
                "ALTER ROLE db_denydatareader DROP MEMBER mary",
                "ALTER ROLE controllers ADD MEMBER mary",
                "ALTER ROLE owners ADD MEMBER mary",
                "GRANT CONTROL TO mary",
            })
    void whoKeepsTheRolesGetsNotIntoThoseThatDoAnything(String statement) throws Exception {
        pool.run("CREATE ROLE controllers; GRANT CONTROL TO controllers");
        pool.run("CREATE ROLE owners; ALTER ROLE db_owner ADD MEMBER owners");
        pool.run("CREATE ROLE readers; ALTER ROLE db_securityadmin ADD MEMBER mary");
        assertThat(pool.run("mary", statement))
                .containsExactly("error 15247 line 1: User does not have permission to perform this action.");
        assertThat(pool.run("mary", "ALTER ROLE readers ADD MEMBER mary")).containsExactly("done");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "UPDATE#UPDATE t SET id = 2 WHERE secret = 7",
                "UPDATE#UPDATE t SET id = secret",
                "UPDATE#UPDATE t SET id = CASE WHEN secret > 5 THEN 1 ELSE 0 END",
                "UPDATE#UPDATE t SET id = (SELECT secret)",
                "DELETE#DELETE FROM t WHERE secret = 7",
                "UPDATE#MERGE t USING (SELECT 1 AS a) AS s ON t.secret = 7 WHEN MATCHED THEN UPDATE SET id = 3;",
            })
    void changingRowsIsNotReadingThem(String permission, String statement) throws Exception {
        pool.run("GRANT " + permission + " ON t TO mary");
        assertThat(pool.run("mary", statement).get(0))
                .isEqualTo("error 229 line 1: The SELECT permission was denied on the object 't', database 'sqlpool',"
                        + " schema 'dbo'.");
        pool.run("GRANT SELECT ON t TO mary");
        assertThat(pool.run("mary", statement)).containsExactly("changed 1");
    }

    @Test
    void changingRowsWithoutReadingThemTakesNoMore() throws Exception {
        pool.run("GRANT UPDATE, DELETE ON t TO mary");
        assertThat(pool.run("mary", "UPDATE t SET id = 2, secret = 3 + 4")).containsExactly("changed 1");
        assertThat(pool.run("mary", "DELETE FROM t")).containsExactly("changed 1");
    }

    @Test
    void whatOthersRunIsNotShown() throws Exception {
        pool.run("SELECT 'of sluice' AS a");
        pool.run("mary", "SELECT 'of mary' AS a");
        String requests = "SELECT command FROM sys.dm_pdw_exec_requests";
        assertThat(pool.run("mary", requests))
                .anyMatch(line -> line.contains("of mary"))
                .noneMatch(line -> line.contains("of sluice"));
        assertThat(pool.run("mary", "SELECT login_name FROM sys.dm_pdw_exec_sessions"))
                .contains("row mary")
                .doesNotContain("row sluice");
        assertThat(pool.run(requests))
                .anyMatch(line -> line.contains("of mary"))
                .anyMatch(line -> line.contains("of sluice"));
        pool.run("GRANT VIEW DATABASE STATE TO mary; CREATE DATABASE other");
        try (SqlSession other = pool.session(Pool.ADMIN, "other")) {
            Pool.run(other, "SELECT 'of another database' AS a");
        }
        assertThat(pool.run("mary", requests))
                .anyMatch(line -> line.contains("of sluice"))
                .noneMatch(line -> line.contains("of another database"));
    }

    @Test
    void objectsWithoutAPermissionAreNotShown() throws Exception {
        pool.run("CREATE STATISTICS st ON t (id)");
        List<String> queries = List.of(
                "SELECT name FROM sys.tables",
                "SELECT name FROM sys.objects",
                "SELECT name FROM sys.columns",
                "SELECT name FROM sys.views",
                "SELECT name FROM sys.stats",
                "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES",
                "SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS",
                "SELECT VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS");
        for (String query : queries) {
            assertThat(pool.run("mary", query)).as(query).last().isEqualTo("rows 0");
            assertThat(pool.run(query)).as(query).last().isNotEqualTo("rows 0");
        }
        assertThat(pool.run("mary", "SELECT OBJECT_ID('dbo.t') AS a")).contains("row null");
        try (SqlSession mary = pool.session("mary")) {
            assertThat(Pool.call(mary, "sp_tables")).last().isEqualTo("rows 0");
        }
        pool.run("GRANT SELECT ON t TO mary");
        assertThat(pool.run("mary", "SELECT name FROM sys.objects")).contains("row t", "rows 1");
        assertThat(pool.run("mary", "SELECT OBJECT_ID('dbo.t') AS a")).doesNotContain("row null");
        pool.run("GRANT VIEW DEFINITION TO mary");
        assertThat(pool.run("mary", "SELECT name FROM sys.objects")).contains("row t", "row v");
    }

    @Test
    void otherPrincipalsAreNotShown() throws Exception {
        pool.run("CREATE USER joe FROM EXTERNAL PROVIDER; CREATE ROLE mine; CREATE ROLE others");
        pool.run(
                "ALTER ROLE mine ADD MEMBER mary; ALTER ROLE others ADD MEMBER joe; ALTER ROLE db_owner ADD MEMBER joe");
        pool.run("GRANT SELECT ON t TO mary; GRANT INSERT ON t TO mine; GRANT UPDATE ON v TO joe");
        pool.run("GRANT DELETE ON v TO others");
        String principals = "SELECT name FROM sys.database_principals";
        String members = "SELECT r.name, m.name FROM sys.database_role_members x"
                + " JOIN sys.database_principals r ON r.principal_id = x.role_principal_id"
                + " JOIN sys.database_principals m ON m.principal_id = x.member_principal_id";
        String permissions = "SELECT permission_name FROM sys.database_permissions";

        assertThat(pool.run("mary", principals))
                .contains("row mary", "row mine", "row dbo", "row public", "row db_owner")
                .doesNotContain("row joe", "row others");
        assertThat(pool.run("mary", members)).contains("row mine|mary", "rows 1");
        assertThat(pool.run("mary", permissions)).contains("row SELECT", "row INSERT", "rows 2");

        pool.run("GRANT ALTER ANY USER TO mary");
        assertThat(pool.run("mary", principals)).contains("row joe").doesNotContain("row others");
        assertThat(pool.run("mary", permissions)).contains("row UPDATE").doesNotContain("row DELETE");
        pool.run("REVOKE ALTER ANY USER TO mary; GRANT ALTER ANY ROLE TO mary");
        assertThat(pool.run("mary", principals)).contains("row others").doesNotContain("row joe");
        assertThat(pool.run("mary", permissions)).contains("row DELETE").doesNotContain("row UPDATE");
        pool.run("REVOKE ALTER ANY ROLE TO mary; GRANT VIEW DEFINITION TO mary");
        for (String login : List.of("mary", Pool.ADMIN)) {
            assertThat(pool.run(login, principals)).contains("row joe", "row others");
            assertThat(pool.run(login, members))
                    .contains("row mine|mary", "row others|joe", "row db_owner|joe", "rows 3");
            assertThat(pool.run(login, permissions)).contains("row UPDATE", "row DELETE", "row VIEW DEFINITION");
        }
    }

    @Test
    void whoMaySeeAnObjectsDefinitionSeesWhoMayWhatWithIt() throws Exception {
        String sees = "SELECT HAS_PERMS_BY_NAME('[dbo].[t]', 'OBJECT', 'VIEW DEFINITION') AS sees";
        String permissions = "SELECT permission_name FROM sys.database_permissions WHERE major_id = OBJECT_ID('t')";
        pool.run("CREATE USER joe FROM EXTERNAL PROVIDER; GRANT UPDATE ON t TO joe; GRANT SELECT ON t TO mary");
        assertThat(pool.run("mary", sees)).contains("row 0");
        assertThat(pool.run("mary", permissions)).contains("row SELECT", "rows 1");
        pool.run("GRANT VIEW DEFINITION ON t TO mary");
        assertThat(pool.run("mary", sees)).contains("row 1");
        assertThat(pool.run("mary", permissions)).contains("row UPDATE", "rows 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "sys.external_data_sources#ALTER ANY EXTERNAL DATA SOURCE",
                "sys.external_file_formats#ALTER ANY EXTERNAL FILE FORMAT",
                "sys.database_scoped_credentials#CONTROL",
                "sys.symmetric_keys#CONTROL",
            })
    void whatOneMayNotChangeIsNotShown(String view, String permission) throws Exception {
        String query = "SELECT name FROM " + view;
        assertThat(pool.run("mary", query)).last().isEqualTo("rows 0");
        pool.run("GRANT VIEW DEFINITION TO mary");
        assertThat(pool.run("mary", query)).last().isEqualTo("rows 1");
        pool.run("REVOKE VIEW DEFINITION TO mary; GRANT " + permission + " TO mary");
        assertThat(pool.run("mary", query)).last().isEqualTo("rows 1");
        assertThat(pool.run(query)).last().isEqualTo("rows 1");
    }

    @Test
    void schemasWithoutAPermissionAreNotShown() throws Exception {
        pool.run("CREATE SCHEMA hidden");
        pool.run("CREATE SCHEMA granted");
        pool.run("CREATE SCHEMA owned AUTHORIZATION mary");
        pool.run("CREATE SCHEMA holding");
        pool.run("CREATE TABLE holding.x (id int); GRANT SELECT ON holding.x TO mary");
        pool.run("GRANT INSERT ON SCHEMA::granted TO mary");
        for (String query :
                List.of("SELECT name FROM sys.schemas", "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA")) {
            assertThat(pool.run("mary", query))
                    .contains("row dbo", "row sys", "row granted", "row owned", "row holding")
                    .doesNotContain("row hidden");
            assertThat(pool.run(query)).contains("row hidden");
        }
    }

    @Test
    void otherDatabasesAreNotShown() throws Exception {
        pool.run("CREATE DATABASE other");
        String id = "SELECT DB_ID('other') AS i, HAS_DBACCESS('other') AS a,"
                + " DATABASEPROPERTYEX('other', 'Edition') AS e";
        assertThat(pool.run("mary", "SELECT name FROM sys.databases")).contains("row master", "row sqlpool", "rows 2");
        assertThat(pool.run("mary", id)).contains("row null|null|null");
        try (SqlSession mary = pool.session("mary")) {
            assertThat(Pool.call(mary, "sp_databases"))
                    .contains("row sqlpool|0|null")
                    .doesNotContain("row other|0|null");
        }
        assertThat(pool.run("SELECT name FROM sys.databases")).contains("row other", "rows 3");
        assertThat(pool.run(id)).doesNotContain("row null|null|null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            nullValues = "null",
            value = {
                "'dbo.t', 'OBJECT', 'SELECT'#1#1",
                "'dbo.t', 'OBJECT', 'INSERT'#0#1",
                "'dbo.t', 'OBJECT', 'ANY'#1#1",
                "'dbo.v', 'OBJECT', 'ANY'#null#1",
                "'dbo.nope', 'OBJECT', 'SELECT'#null#null",
                "'a.b.c.d', 'OBJECT', 'SELECT'#null#null",
                "'dbo', 'SCHEMA', 'SELECT'#0#1",
                "'nope', 'SCHEMA', 'SELECT'#null#null",
                "DB_NAME(), 'DATABASE', 'CREATE TABLE'#1#1",
                "NULL, 'DATABASE', 'VIEW DEFINITION'#0#1",
                "'nope', 'DATABASE', 'CREATE TABLE'#null#null",
                "NULL, NULL, 'VIEW ANY DEFINITION'#0#1",
                "'x', 'ASSEMBLY', 'CONTROL'#null#null",
            })
    void aLoginLearnsWhatItMayDo(String question, String mary, String admin) throws Exception {
        pool.run("GRANT SELECT ON t TO mary; GRANT CREATE TABLE TO mary");
        String query = "SELECT HAS_PERMS_BY_NAME(" + question + ") AS a";
        assertThat(pool.run("mary", query)).contains("row " + mary);
        assertThat(pool.run(query)).contains("row " + admin);
    }

    @Test
    void theNameOfALoginIsNoSql() throws Exception {
        String name = "sluice_sessions() || sluice_requests()";
        pool.run("CREATE USER [" + name + "] WITH PASSWORD = 'Secret!1'");
        assertThat(pool.run(name, "SELECT login_name FROM sys.dm_pdw_exec_sessions"))
                .contains("row " + name, "rows 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INFORMATION_SCHEMA.COLUMNS",
                "INFORMATION_SCHEMA.SCHEMATA",
                "INFORMATION_SCHEMA.TABLES",
                "INFORMATION_SCHEMA.VIEWS",
                "sys.all_columns",
                "sys.all_objects",
                "sys.columns",
                "sys.computed_columns",
                "sys.database_permissions",
                "sys.database_principals",
                "sys.database_role_members",
                "sys.database_scoped_credentials",
                "sys.databases",
                "sys.dm_pdw_dms_workers",
                "sys.dm_pdw_errors",
                "sys.dm_pdw_exec_requests",
                "sys.dm_pdw_exec_sessions",
                "sys.dm_pdw_nodes",
                "sys.dm_pdw_nodes_db_partition_stats",
                "sys.dm_pdw_waits",
                "sys.extended_properties",
                "sys.external_data_sources",
                "sys.external_file_formats",
                "sys.external_tables",
                "sys.identity_columns",
                "sys.index_columns",
                "sys.indexes",
                "sys.masked_columns",
                "sys.objects",
                "sys.partition_functions",
                "sys.partition_range_values",
                "sys.partition_schemes",
                "sys.partitions",
                "sys.pdw_column_distribution_properties",
                "sys.pdw_distributions",
                "sys.pdw_nodes_tables",
                "sys.pdw_table_distribution_properties",
                "sys.pdw_table_mappings",
                "sys.schemas",
                "sys.security_policies",
                "sys.security_predicates",
                "sys.sql_modules",
                "sys.stats",
                "sys.stats_columns",
                "sys.symmetric_keys",
                "sys.tables",
                "sys.types",
                "sys.views"
            })
    void everyViewOfTheSystemAnswersWhoHasNoPermission(String view) throws Exception {
        assertThat(pool.run("mary", "SELECT * FROM " + view)).last().asString().startsWith("rows ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sp_tables", "sp_columns", "sp_columns_100"})
    void proceduresOfTheCatalogShowWhatTheViewsShow(String procedure) throws Exception {
        SqlParameter table = new SqlParameter("@table_name", new SqlType(SqlType.Kind.NVARCHAR, 128, 0, 0), "t");
        try (SqlSession mary = pool.session("mary");
                SqlSession admin = pool.session(Pool.ADMIN)) {
            assertThat(Pool.call(mary, procedure, table)).last().isEqualTo("rows 0");
            assertThat(Pool.call(admin, procedure, table)).last().isNotEqualTo("rows 0");
        }
    }

    @Test
    void errorsTellNoPathOfTheHost() throws Exception {
        Files.writeString(
                Files.createDirectories(pool.stage().resolve("bad")).resolve("x.parquet"), "this is no Parquet file");
        pool.run("CREATE EXTERNAL TABLE e (a int) WITH (LOCATION = '/bad', DATA_SOURCE = ds, FILE_FORMAT = ff)");
        assertThat(pool.run("SELECT * FROM e").get(0))
                .startsWith("error 106000 ")
                .contains("x.parquet")
                .doesNotContain(folder.toString());
    }
}
