package dev.sluice.pool.sql.engine.system;

import java.util.List;

/** {@code INFORMATION_SCHEMA.*}. */
final class InformationSchema {

    private InformationSchema() {}

    static List<SystemView> all() {
        return List.of(
                SystemView.of(
                        "INFORMATION_SCHEMA.SCHEMATA",
                        "CATALOG_NAME sysname, SCHEMA_NAME sysname, SCHEMA_OWNER sysname,"
                                + " DEFAULT_CHARACTER_SET_NAME sysname",
                        "SELECT ${database}, s.name, p.name, 'iso_1' FROM _catalog.schemas s"
                                + " LEFT JOIN _catalog.principals p USING (principal_id)"),
                SystemView.of(
                        "INFORMATION_SCHEMA.TABLES",
                        "TABLE_CATALOG nvarchar(128), TABLE_SCHEMA sysname, TABLE_NAME sysname, TABLE_TYPE varchar(10)",
                        "SELECT ${database}, s.name, o.name, if(o.kind = 'V', 'VIEW', 'BASE TABLE')"
                                + " FROM _catalog.objects o JOIN _catalog.schemas s USING (schema_id)"),
                SystemView.of(
                        "INFORMATION_SCHEMA.VIEWS",
                        "TABLE_CATALOG nvarchar(128), TABLE_SCHEMA sysname, TABLE_NAME sysname,"
                                + " VIEW_DEFINITION nvarchar(4000), CHECK_OPTION varchar(7), IS_UPDATABLE varchar(2)",
                        "SELECT ${database}, s.name, o.name, left(o.definition, 4000), 'NONE', 'NO'"
                                + " FROM _catalog.objects o JOIN _catalog.schemas s USING (schema_id)"
                                + " WHERE o.kind = 'V'"),
                SystemView.of(
                        "INFORMATION_SCHEMA.COLUMNS",
                        "TABLE_CATALOG nvarchar(128), TABLE_SCHEMA sysname, TABLE_NAME sysname, COLUMN_NAME sysname,"
                                + " ORDINAL_POSITION int, COLUMN_DEFAULT nvarchar(4000), IS_NULLABLE varchar(3),"
                                + " DATA_TYPE nvarchar(128), CHARACTER_MAXIMUM_LENGTH int,"
                                + " CHARACTER_OCTET_LENGTH int, NUMERIC_PRECISION tinyint,"
                                + " NUMERIC_PRECISION_RADIX smallint, NUMERIC_SCALE int, DATETIME_PRECISION smallint,"
                                + " COLLATION_NAME sysname",
                        "SELECT ${database}, s.name, o.name, c.name,"
                                + " row_number() OVER (PARTITION BY c.object_id ORDER BY c.column_id), c.default_sql,"
                                + " if(c.nullable, 'YES', 'NO'), lower(c.kind),"
                                + " if(c.kind LIKE '%CHAR' OR c.kind LIKE '%BINARY', c.length, NULL),"
                                + " if(c.kind LIKE '%CHAR' OR c.kind LIKE '%BINARY', " + TypeTable.MAX_LENGTH
                                + ", NULL), if(ty.name IN ('tinyint', 'smallint', 'int', 'bigint', 'decimal', 'money',"
                                + " 'smallmoney', 'real', 'float'), " + TypeTable.PRECISION
                                + ", NULL), CASE WHEN ty.name IN ('real', 'float') THEN 2 WHEN ty.name IN ('tinyint',"
                                + " 'smallint', 'int', 'bigint', 'decimal', 'money', 'smallmoney') THEN 10 END,"
                                + " if(ty.name IN ('tinyint', 'smallint', 'int', 'bigint', 'decimal', 'money',"
                                + " 'smallmoney'), " + TypeTable.SCALE + ", NULL), CASE WHEN ty.name LIKE 'date%' OR"
                                + " ty.name IN ('time', 'smalldatetime') THEN if(ty.name = 'date', 0, "
                                + TypeTable.SCALE + ") END,"
                                + " if(c.kind LIKE '%CHAR', 'SQL_Latin1_General_CP1_CI_AS', NULL)"
                                + " FROM _catalog.columns c JOIN _catalog.objects o USING (object_id)"
                                + " JOIN _catalog.schemas s USING (schema_id) JOIN " + TypeTable.JOIN));
    }
}
