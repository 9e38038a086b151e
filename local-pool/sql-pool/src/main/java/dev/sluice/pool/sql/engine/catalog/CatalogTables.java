package dev.sluice.pool.sql.engine.catalog;

import dev.sluice.pool.sql.engine.store.DuckSql;
import java.util.ArrayList;
import java.util.List;

/**
 * The DuckDB tables that keep the catalog, in the schema {@code _catalog}. The schema {@code _data} holds the rows of
 * the tables, as {@code t<storage>}, and the sequences of identities.
 */
final class CatalogTables {

    /** Raised when the tables below change; a file of another version is refused. */
    static final int VERSION = 1;

    /** First number of a user's object. */
    static final int FIRST_ID = 100_000;

    private static final List<String> TABLES = List.of(
            "version(version INTEGER)",
            "schemas(schema_id INTEGER, name VARCHAR, principal_id INTEGER)",
            "objects(object_id INTEGER, schema_id INTEGER, name VARCHAR, kind VARCHAR, create_date TIMESTAMP,"
                    + " modify_date TIMESTAMP, definition VARCHAR, storage INTEGER, distribution VARCHAR,"
                    + " distribution_columns VARCHAR[], index_kind VARCHAR, index_columns VARCHAR[],"
                    + " partition_column VARCHAR, partition_side VARCHAR, partition_boundaries VARCHAR[],"
                    + " data_source_id INTEGER, file_format_id INTEGER, location VARCHAR)",
            "columns(object_id INTEGER, column_id INTEGER, name VARCHAR, kind VARCHAR, length INTEGER,"
                    + " number_precision INTEGER, number_scale INTEGER, nullable BOOLEAN, default_sql VARCHAR,"
                    + " identity_seed BIGINT, identity_increment BIGINT)",
            "data_sources(data_source_id INTEGER, name VARCHAR, location VARCHAR, credential_id INTEGER)",
            "file_formats(file_format_id INTEGER, name VARCHAR, codec VARCHAR, compression VARCHAR)",
            "credentials(credential_id INTEGER, name VARCHAR, identity VARCHAR, create_date TIMESTAMP,"
                    + " modify_date TIMESTAMP)",
            "principals(principal_id INTEGER, name VARCHAR, kind VARCHAR, fixed BOOLEAN, create_date TIMESTAMP)",
            "members(role_id INTEGER, member_id INTEGER)",
            "grants(permission VARCHAR, scope VARCHAR, target INTEGER, grantee INTEGER, state VARCHAR)",
            "statistics(object_id INTEGER, stats_id INTEGER, name VARCHAR, columns VARCHAR[], updated TIMESTAMP)",
            "logins(name VARCHAR, salt VARCHAR, hash VARCHAR, iterations INTEGER)",
            "master_key(created TIMESTAMP)");

    private static final List<String> SCHEMAS =
            List.of("(1, 'dbo', 1)", "(2, 'guest', 2)", "(3, 'INFORMATION_SCHEMA', 3)", "(4, 'sys', 4)");

    private static final List<String> USERS =
            List.of("(1, 'dbo'", "(2, 'guest'", "(3, 'INFORMATION_SCHEMA'", "(4, 'sys'");

    private static final List<String> ROLES = List.of(
            "(0, 'public'",
            "(16384, 'db_owner'",
            "(16385, 'db_accessadmin'",
            "(16386, 'db_securityadmin'",
            "(16387, 'db_ddladmin'",
            "(16390, 'db_datareader'",
            "(16391, 'db_datawriter'",
            "(16392, 'db_denydatareader'",
            "(16393, 'db_denydatawriter'",
            "(16394, 'db_exporter'");

    private CatalogTables() {}

    /** Returns the statements that make a new database. */
    static List<String> creation() {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE SCHEMA _catalog");
        statements.add("CREATE SCHEMA _data");
        for (String table : TABLES) {
            statements.add("CREATE TABLE _catalog." + table);
        }
        statements.add("INSERT INTO _catalog.version VALUES (" + VERSION + ")");
        statements.add("INSERT INTO _catalog.schemas VALUES " + String.join(", ", SCHEMAS));
        for (String user : USERS) {
            statements.add("INSERT INTO _catalog.principals VALUES " + user + ", 'USER', true, " + now() + ")");
        }
        for (String role : ROLES) {
            statements.add("INSERT INTO _catalog.principals VALUES " + role + ", 'ROLE', true, " + now() + ")");
        }
        return statements;
    }

    /** Returns DuckDB's expression for the present, in UTC. */
    static String now() {
        return "CAST(current_timestamp AT TIME ZONE 'UTC' AS TIMESTAMP)";
    }

    /** Returns a list of texts as a literal. */
    static String list(List<String> texts) {
        return "CAST([" + String.join(", ", texts.stream().map(DuckSql::text).toList()) + "] AS VARCHAR[])";
    }
}
