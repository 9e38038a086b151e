package dev.sluice.pool.sql.engine.system;

import dev.sluice.pool.sql.engine.catalog.Database;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.query.RelationColumn;
import dev.sluice.pool.sql.query.Translated;
import dev.sluice.pool.sql.session.ResultColumn;
import java.util.List;
import java.util.Optional;

/** The procedures that drivers ask for the catalog, with the columns that ODBC's documentation names. */
public final class CatalogProcedures {

    /** ODBC's number of a type: of {@code SQL_DATA_TYPE} where dates and times are one. */
    private static final String ODBC_TYPE = """
            CASE ty.name WHEN 'int' THEN 4 WHEN 'bigint' THEN -5 WHEN 'smallint' THEN 5 WHEN 'tinyint' THEN -6
             WHEN 'bit' THEN -7 WHEN 'decimal' THEN 3 WHEN 'numeric' THEN 2 WHEN 'money' THEN 3 WHEN 'smallmoney' THEN 3
             WHEN 'float' THEN 6 WHEN 'real' THEN 7 WHEN 'char' THEN 1 WHEN 'varchar' THEN 12 WHEN 'nchar' THEN -8
             WHEN 'nvarchar' THEN -9 WHEN 'sysname' THEN -9 WHEN 'binary' THEN -2 WHEN 'varbinary' THEN -3
             WHEN 'date' THEN 91 WHEN 'time' THEN -154 WHEN 'datetimeoffset' THEN -155
             WHEN 'uniqueidentifier' THEN -11 ELSE 93 END""";

    private static final String COLUMNS =
            "TABLE_QUALIFIER sysname, TABLE_OWNER sysname, TABLE_NAME sysname, COLUMN_NAME sysname, DATA_TYPE smallint,"
                    + " TYPE_NAME sysname, PRECISION int, LENGTH int, SCALE smallint, RADIX smallint,"
                    + " NULLABLE smallint, REMARKS varchar(254), COLUMN_DEF nvarchar(4000), SQL_DATA_TYPE smallint,"
                    + " SQL_DATETIME_SUB smallint, CHAR_OCTET_LENGTH int, ORDINAL_POSITION int,"
                    + " IS_NULLABLE varchar(254)";

    private static final String MORE_COLUMNS =
            ", SS_IS_SPARSE smallint, SS_IS_COLUMN_SET smallint, SS_IS_COMPUTED smallint, SS_IS_IDENTITY smallint,"
                    + " SS_UDT_CATALOG_NAME sysname, SS_UDT_SCHEMA_NAME sysname,"
                    + " SS_UDT_ASSEMBLY_TYPE_NAME nvarchar(4000), SS_XML_SCHEMACOLLECTION_CATALOG_NAME sysname,"
                    + " SS_XML_SCHEMACOLLECTION_SCHEMA_NAME sysname, SS_XML_SCHEMACOLLECTION_NAME sysname";

    private static final String KEYS =
            "TABLE_QUALIFIER sysname, TABLE_OWNER sysname, TABLE_NAME sysname, COLUMN_NAME sysname, KEY_SEQ smallint,"
                    + " PK_NAME sysname";

    private static final String FOREIGN_KEYS =
            "PKTABLE_QUALIFIER sysname, PKTABLE_OWNER sysname, PKTABLE_NAME sysname, PKCOLUMN_NAME sysname,"
                    + " FKTABLE_QUALIFIER sysname, FKTABLE_OWNER sysname, FKTABLE_NAME sysname, FKCOLUMN_NAME sysname,"
                    + " KEY_SEQ smallint, UPDATE_RULE smallint, DELETE_RULE smallint, FK_NAME sysname, PK_NAME sysname,"
                    + " DEFERRABILITY smallint";

    private static final String STATISTICS =
            "TABLE_QUALIFIER sysname, TABLE_OWNER sysname, TABLE_NAME sysname, NON_UNIQUE smallint,"
                    + " INDEX_QUALIFIER sysname, INDEX_NAME sysname, TYPE smallint, SEQ_IN_INDEX smallint,"
                    + " COLUMN_NAME sysname, COLLATION char(1), CARDINALITY int, PAGES int,"
                    + " FILTER_CONDITION varchar(128)";

    private static final String SPECIAL_COLUMNS =
            "SCOPE smallint, COLUMN_NAME sysname, DATA_TYPE smallint, TYPE_NAME sysname, PRECISION int, LENGTH int,"
                    + " SCALE smallint, PSEUDO_COLUMN smallint";

    private static final String PROCEDURES =
            "PROCEDURE_QUALIFIER sysname, PROCEDURE_OWNER sysname, PROCEDURE_NAME nvarchar(134), NUM_INPUT_PARAMS int,"
                    + " NUM_OUTPUT_PARAMS int, NUM_RESULT_SETS int, REMARKS varchar(254), PROCEDURE_TYPE smallint";

    private static final String TABLE_PRIVILEGES =
            "TABLE_QUALIFIER sysname, TABLE_OWNER sysname, TABLE_NAME sysname, GRANTOR sysname, GRANTEE sysname,"
                    + " PRIVILEGE varchar(32), IS_GRANTABLE varchar(3)";

    private static final String TYPES =
            "TYPE_NAME sysname, DATA_TYPE smallint, PRECISION int, LITERAL_PREFIX varchar(32),"
                    + " LITERAL_SUFFIX varchar(32), CREATE_PARAMS varchar(32), NULLABLE smallint,"
                    + " CASE_SENSITIVE smallint, SEARCHABLE smallint, UNSIGNED_ATTRIBUTE smallint, MONEY smallint,"
                    + " AUTO_INCREMENT smallint, LOCAL_TYPE_NAME sysname, MINIMUM_SCALE smallint,"
                    + " MAXIMUM_SCALE smallint, SQL_DATA_TYPE smallint, SQL_DATETIME_SUB smallint, NUM_PREC_RADIX int,"
                    + " INTERVAL_PRECISION smallint, USERTYPE smallint";

    private CatalogProcedures() {}

    /** Finds the query that a procedure is; empty if there is no such procedure. */
    public static Optional<Translated> find(String name, ProcedureArguments arguments, Database database) {
        String catalog = DuckSql.text(database.name());
        return switch (name) {
            case "sp_tables" -> Optional.of(tables(arguments, catalog));
            case "sp_columns" -> Optional.of(columns(arguments, catalog, COLUMNS, ", 0"));
            case "sp_columns_90", "sp_columns_100", "sp_columns_170" ->
                Optional.of(columns(
                        arguments,
                        catalog,
                        COLUMNS + MORE_COLUMNS + ", SS_DATA_TYPE tinyint",
                        ", 0, 0, 0, if(c.identity_seed IS NULL, 0, 1), NULL, NULL, NULL, NULL, NULL, NULL, 0"));
            case "sp_pkeys" -> Optional.of(empty(KEYS));
            case "sp_fkeys" -> Optional.of(empty(FOREIGN_KEYS));
            case "sp_statistics", "sp_statistics_100" -> Optional.of(empty(STATISTICS));
            case "sp_special_columns", "sp_special_columns_100" -> Optional.of(empty(SPECIAL_COLUMNS));
            case "sp_table_privileges" -> Optional.of(empty(TABLE_PRIVILEGES));
            case "sp_column_privileges" ->
                Optional.of(empty(TABLE_PRIVILEGES.replace("GRANTOR", "COLUMN_NAME sysname, GRANTOR")));
            case "sp_stored_procedures" -> Optional.of(empty(PROCEDURES));
            case "sp_datatype_info", "sp_datatype_info_90", "sp_datatype_info_100" -> Optional.of(types(arguments));
            case "sp_databases" ->
                Optional.of(answer(
                        "DATABASE_NAME sysname, DATABASE_SIZE int, REMARKS varchar(254)",
                        "SELECT name, 0, NULL FROM sluice_databases() ORDER BY name"));
            default -> Optional.empty();
        };
    }

    private static Translated tables(ProcedureArguments arguments, String catalog) {
        String kinds = arguments
                .text("@table_type", 3)
                .map(text -> "'" + text.replace("'", "").replace("\"", "").replace(",", "','") + "'")
                .orElse("'TABLE','VIEW'");
        return answer(
                "TABLE_QUALIFIER sysname, TABLE_OWNER sysname, TABLE_NAME sysname, TABLE_TYPE varchar(32),"
                        + " REMARKS varchar(254)",
                "SELECT " + catalog + ", s.name, o.name, if(o.kind = 'V', 'VIEW', 'TABLE'), NULL"
                        + " FROM _catalog.objects o JOIN _catalog.schemas s USING (schema_id) WHERE "
                        + ProcedureArguments.like("o.name", arguments.text("@table_name", 0)) + " AND "
                        + ProcedureArguments.like("s.name", arguments.text("@table_owner", 1))
                        + " AND if(o.kind = 'V', 'VIEW', 'TABLE') IN (" + kinds.replace("' ", "'") + ")"
                        + " ORDER BY 4, 1, 2, 3");
    }

    private static Translated columns(ProcedureArguments arguments, String catalog, String columns, String more) {
        String characters = "c.kind LIKE '%CHAR' OR c.kind LIKE '%BINARY'";
        return answer(
                columns,
                "SELECT " + catalog + ", s.name, o.name, c.name, " + ODBC_TYPE
                        + ", ty.name || if(c.identity_seed IS NULL, '', ' identity'), CASE WHEN c.length < 0 THEN"
                        + " if(c.kind LIKE 'N%', 1073741823, 2147483647) WHEN " + characters
                        + " THEN c.length WHEN c.kind = 'UNIQUEIDENTIFIER' THEN 36 WHEN c.kind = 'FLOAT' THEN 53"
                        + " WHEN c.kind = 'REAL' THEN 24 ELSE " + TypeTable.PRECISION + " END, CASE WHEN c.length < 0"
                        + " THEN 2147483647 WHEN c.kind = 'DECIMAL' THEN c.number_precision + 2 ELSE "
                        + TypeTable.MAX_LENGTH + " END, CASE WHEN " + characters
                        + " OR c.kind IN ('FLOAT', 'REAL', 'DATE', 'UNIQUEIDENTIFIER', 'BIT') THEN NULL ELSE "
                        + TypeTable.SCALE + " END, CASE WHEN c.kind IN ('FLOAT', 'REAL') THEN 2"
                        + " WHEN c.kind LIKE '%INT' OR c.kind LIKE '%MONEY' OR c.kind = 'DECIMAL' THEN 10 END,"
                        + " if(c.nullable, 1, 0), NULL, c.default_sql, "
                        + "CASE WHEN ty.name LIKE '%date%' OR ty.name = 'time' THEN 9 ELSE " + ODBC_TYPE
                        + " END, CASE WHEN ty.name = 'date' THEN 1 WHEN ty.name LIKE '%datetime%' THEN 3 END, if("
                        + characters + ", if(c.length < 0, 2147483647, " + TypeTable.MAX_LENGTH
                        + "), NULL), (SELECT count(*) FROM _catalog.columns x WHERE x.object_id = c.object_id AND x.column_id <= c.column_id),"
                        + " if(c.nullable, 'YES', 'NO')" + more
                        + " FROM _catalog.columns c JOIN _catalog.objects o USING (object_id)"
                        + " JOIN _catalog.schemas s USING (schema_id) JOIN " + TypeTable.JOIN + " WHERE "
                        + ProcedureArguments.like("o.name", arguments.text("@table_name", 0)) + " AND "
                        + ProcedureArguments.like("s.name", arguments.text("@table_owner", 1)) + " AND "
                        + ProcedureArguments.like("c.name", arguments.text("@column_name", 3))
                        + " ORDER BY o.name, s.name, c.column_id");
    }

    private static Translated types(ProcedureArguments arguments) {
        String wanted = arguments
                .text("@data_type", 0)
                .filter(text -> text.matches("-?\\d+") && !text.equals("0"))
                .map(text -> " WHERE " + ODBC_TYPE + " = " + text)
                .orElse("");
        return answer(
                TYPES,
                "SELECT name, " + ODBC_TYPE + ", CASE WHEN name LIKE 'n%char' THEN 4000 WHEN name = 'sysname' THEN 128"
                        + " WHEN name = 'uniqueidentifier' THEN 36 WHEN type_precision = 0 THEN max_length"
                        + " ELSE type_precision END,"
                        + " if(name LIKE '%char' OR name LIKE '%date%' OR name = 'time', '''',"
                        + " if(name LIKE '%binary', '0x', NULL)),"
                        + " if(name LIKE '%char' OR name LIKE '%date%' OR name = 'time', '''', NULL),"
                        + " CASE WHEN name IN ('decimal', 'numeric') THEN 'precision,scale'"
                        + " WHEN name LIKE '%char' OR name LIKE '%binary' THEN 'length'"
                        + " WHEN name IN ('time', 'datetime2', 'datetimeoffset') THEN 'scale' END, 1, 0, 3,"
                        + " if(name = 'tinyint', 1, if(type_precision > 0 AND name NOT LIKE '%date%', 0, NULL)),"
                        + " if(name LIKE '%money', 1, 0), 0, name, 0, type_scale, " + ODBC_TYPE
                        + ", NULL, if(name IN ('float', 'real'), 2, 10), NULL, 0 FROM " + TypeTable.TYPES + wanted
                        + " ORDER BY 2, 1");
    }

    private static Translated empty(String columns) {
        List<RelationColumn> read = SystemView.columns(columns);
        return answer(
                columns,
                "SELECT " + String.join(", ", java.util.Collections.nCopies(read.size(), "NULL")) + " WHERE false");
    }

    private static Translated answer(String columns, String sql) {
        List<RelationColumn> read = SystemView.columns(columns);
        return new Translated(
                SystemView.select(read, sql),
                read.stream()
                        .map(column -> new ResultColumn(column.name(), column.type(), column.nullable()))
                        .toList(),
                List.of());
    }
}
