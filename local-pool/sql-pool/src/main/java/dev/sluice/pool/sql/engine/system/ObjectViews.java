package dev.sluice.pool.sql.engine.system;

import java.util.List;
import java.util.Locale;

/** {@code sys.*}: databases, schemas, objects, columns, types, indexes, statistics. */
final class ObjectViews {

    private static final String COLLATION = "'SQL_Latin1_General_CP1_CI_AS'";

    private static final String TABLE_COLUMNS =
            "name sysname, object_id int, principal_id int, schema_id int, parent_object_id int, type char(2),"
                    + " type_desc nvarchar(60), create_date datetime, modify_date datetime, is_ms_shipped bit";

    private static final String TABLE_SQL =
            "SELECT name, object_id, NULL, schema_id, 0, %s, %s, create_date, modify_date, false%s"
                    + " FROM _catalog.objects AS objects";

    private static final String PARTED = " FROM _catalog.objects WHERE partition_column IS NOT NULL";

    private ObjectViews() {}

    static List<SystemView> all() {
        return List.of(
                SystemView.of(
                        "sys.databases",
                        "name sysname, database_id int, create_date datetime, compatibility_level tinyint,"
                                + " collation_name sysname, user_access tinyint, is_read_only bit, state tinyint,"
                                + " state_desc nvarchar(60), is_encrypted bit, snapshot_isolation_state tinyint,"
                                + " is_read_committed_snapshot_on bit",
                        "SELECT name, id, TIMESTAMP '2026-01-01', 130, " + COLLATION
                                + ", 0, false, 0, 'ONLINE', false, 0, false FROM sluice_databases() AS d(name, id)"),
                SystemView.of(
                        "sys.schemas",
                        "name sysname, schema_id int, principal_id int",
                        "SELECT name, schema_id, principal_id FROM _catalog.schemas"),
                SystemView.of(
                        "sys.objects",
                        TABLE_COLUMNS,
                        String.format(
                                Locale.ROOT,
                                TABLE_SQL,
                                "if(kind = 'E', 'U', kind)",
                                "if(kind = 'V', 'VIEW', 'USER_TABLE')",
                                "")),
                SystemView.of(
                        "sys.all_objects",
                        TABLE_COLUMNS,
                        String.format(
                                Locale.ROOT,
                                TABLE_SQL,
                                "if(kind = 'E', 'U', kind)",
                                "if(kind = 'V', 'VIEW', 'USER_TABLE')",
                                "")),
                SystemView.of(
                        "sys.tables",
                        TABLE_COLUMNS + ", max_column_id_used int, is_external bit, temporal_type tinyint,"
                                + " is_memory_optimized bit, is_filetable bit, is_node bit, is_edge bit",
                        String.format(
                                        Locale.ROOT,
                                        TABLE_SQL,
                                        "'U'",
                                        "'USER_TABLE'",
                                        ", (SELECT max(column_id) FROM _catalog.columns c WHERE c.object_id ="
                                                + " objects.object_id), kind = 'E', 0, false, false, false, false")
                                + " WHERE kind IN ('U', 'E')"),
                SystemView.of(
                        "sys.views",
                        TABLE_COLUMNS + ", with_check_option bit",
                        String.format(Locale.ROOT, TABLE_SQL, "'V'", "'VIEW'", ", false") + " WHERE kind = 'V'"),
                SystemView.of(
                        "sys.sql_modules",
                        "object_id int, definition nvarchar(max)",
                        "SELECT object_id, definition FROM _catalog.objects WHERE kind = 'V'"),
                columns("sys.columns"),
                columns("sys.all_columns"),
                SystemView.of(
                        "sys.types",
                        "name sysname, system_type_id tinyint, user_type_id int, schema_id int, principal_id int,"
                                + " max_length smallint, precision tinyint, scale tinyint, collation_name sysname,"
                                + " is_nullable bit, is_user_defined bit, is_assembly_type bit, is_table_type bit",
                        "SELECT name, system_type_id, user_type_id, 4, NULL, max_length, type_precision, type_scale,"
                                + " if(name LIKE '%char' OR name = 'sysname', " + COLLATION
                                + ", NULL), name <> 'sysname', false, false, false FROM " + TypeTable.TYPES),
                SystemView.of(
                        "sys.indexes",
                        "object_id int, name sysname, index_id int, type tinyint, type_desc nvarchar(60), is_unique bit,"
                                + " data_space_id int, is_primary_key bit, is_unique_constraint bit, is_disabled bit,"
                                + " has_filter bit, filter_definition nvarchar(max)",
                        "SELECT object_id, if(index_kind = 'HEAP', NULL, 'ClusteredIndex_' || object_id),"
                                + " if(index_kind = 'HEAP', 0, 1),"
                                + " CASE index_kind WHEN 'HEAP' THEN 0 WHEN 'CLUSTERED' THEN 1 ELSE 5 END,"
                                + " CASE index_kind WHEN 'HEAP' THEN 'HEAP' WHEN 'CLUSTERED' THEN 'CLUSTERED'"
                                + " ELSE 'CLUSTERED COLUMNSTORE' END, false, if(partition_column IS NULL, 1, object_id), false,"
                                + " false, false, false, NULL"
                                + " FROM _catalog.objects WHERE kind = 'U'"),
                SystemView.of(
                        "sys.index_columns",
                        "object_id int, index_id int, index_column_id int, column_id int, key_ordinal tinyint,"
                                + " partition_ordinal tinyint, is_descending_key bit, is_included_column bit,"
                                + " column_store_order_ordinal tinyint",
                        indexColumns()),
                SystemView.of(
                        "sys.partitions",
                        "partition_id bigint, object_id int, index_id int, partition_number int, hobt_id bigint,"
                                + " rows bigint, data_compression tinyint, data_compression_desc nvarchar(60)",
                        "SELECT o.object_id * 1000 + p.n, o.object_id, if(o.index_kind = 'HEAP', 0, 1), p.n,"
                                + " o.object_id * 1000 + p.n, if(p.n = 1, r.row_count, 0),"
                                + " if(o.index_kind = 'COLUMNSTORE', 3, 0),"
                                + " if(o.index_kind = 'COLUMNSTORE', 'COLUMNSTORE', 'NONE') FROM _catalog.objects o"
                                + " JOIN (${row_counts}) r USING (object_id), LATERAL (SELECT unnest(range(1, 2 +"
                                + " coalesce(len(o.partition_boundaries), 0))) AS n) p WHERE o.kind = 'U'"),
                SystemView.of(
                        "sys.partition_schemes",
                        "name sysname, data_space_id int, type char(2), type_desc nvarchar(60), is_default bit,"
                                + " is_system bit, function_id int",
                        "SELECT 'PartitionScheme_' || object_id, object_id, 'PS', 'PARTITION_SCHEME', false, false,"
                                + " object_id" + PARTED),
                SystemView.of(
                        "sys.partition_functions",
                        "name sysname, function_id int, type char(2), type_desc nvarchar(60), fanout int,"
                                + " boundary_value_on_right bit, is_system bit, create_date datetime,"
                                + " modify_date datetime",
                        "SELECT 'PartitionFunction_' || object_id, object_id, 'R', 'RANGE',"
                                + " len(partition_boundaries) + 1, partition_side = 'RIGHT', false, create_date,"
                                + " modify_date" + PARTED),
                SystemView.of(
                        "sys.partition_range_values",
                        "function_id int, boundary_id int, parameter_id int, value nvarchar(4000)",
                        "SELECT object_id, generate_subscripts(partition_boundaries, 1), 1,"
                                + " unnest(partition_boundaries)" + PARTED),
                SystemView.of(
                        "sys.masked_columns",
                        "object_id int, name sysname, column_id int, is_masked bit, masking_function nvarchar(4000)",
                        "SELECT 0, NULL, 0, false, NULL WHERE false"),
                SystemView.of(
                        "sys.stats",
                        "object_id int, name sysname, stats_id int, auto_created bit, user_created bit, no_recompute bit,"
                                + " has_filter bit, filter_definition nvarchar(max)",
                        "SELECT object_id, name, stats_id, false, true, false, false, NULL FROM _catalog.statistics"),
                SystemView.of(
                        "sys.stats_columns",
                        "object_id int, stats_id int, stats_column_id int, column_id int",
                        "SELECT s.object_id, s.stats_id, s.n, c.column_id FROM (SELECT object_id, stats_id,"
                                + " unnest(columns) AS name, generate_subscripts(columns, 1) AS n"
                                + " FROM _catalog.statistics) s JOIN _catalog.columns c ON c.object_id = s.object_id"
                                + " AND lower(c.name) = lower(s.name)"),
                SystemView.of(
                        "sys.identity_columns",
                        "object_id int, name sysname, column_id int, seed_value bigint, increment_value bigint,"
                                + " last_value bigint",
                        "SELECT object_id, name, column_id, identity_seed, identity_increment, NULL"
                                + " FROM _catalog.columns WHERE identity_seed IS NOT NULL"),
                SystemView.of(
                        "sys.computed_columns",
                        "object_id int, name sysname, column_id int, definition nvarchar(max)",
                        "SELECT 0, NULL, 0, NULL WHERE false"),
                SystemView.of(
                        "sys.extended_properties",
                        "class tinyint, major_id int, minor_id int, name sysname, value nvarchar(4000)",
                        "SELECT 0, 0, 0, NULL, NULL WHERE false"));
    }

    private static SystemView columns(String name) {
        return SystemView.of(
                name,
                "object_id int, name sysname, column_id int, system_type_id tinyint, user_type_id int,"
                        + " max_length smallint, precision tinyint, scale tinyint, collation_name sysname,"
                        + " is_nullable bit, is_ansi_padded bit, is_rowguidcol bit, is_identity bit, is_computed bit,"
                        + " is_sparse bit, is_column_set bit, generated_always_type tinyint, encryption_type int,"
                        + " default_object_id int, is_hidden bit, is_masked bit, graph_type int",
                "SELECT c.object_id, c.name, c.column_id, ty.system_type_id, ty.user_type_id, "
                        + TypeTable.MAX_LENGTH + ", " + TypeTable.PRECISION + ", " + TypeTable.SCALE
                        + ", if(c.kind LIKE '%CHAR', " + COLLATION
                        + ", NULL), c.nullable, true, false, c.identity_seed IS NOT NULL, false, false, false, 0, NULL,"
                        + " if(c.default_sql IS NULL, 0, c.object_id * 1000 + c.column_id), false, false, NULL"
                        + " FROM _catalog.columns c JOIN " + TypeTable.JOIN);
    }

    private static String indexColumns() {
        return "SELECT i.object_id, 1, row_number() OVER (PARTITION BY i.object_id ORDER BY i.n, c.column_id),"
                + " c.column_id, if(i.index_kind = 'CLUSTERED', i.n, 0),"
                + " if(lower(c.name) = lower(i.partition_column), 1, 0), false, i.index_kind = 'COLUMNSTORE',"
                + " if(i.index_kind = 'COLUMNSTORE' AND i.name IS NOT NULL, i.n, 0)"
                + " FROM (SELECT object_id, index_kind, partition_column, unnest(index_columns) AS name,"
                + " generate_subscripts(index_columns, 1) AS n FROM _catalog.objects WHERE kind = 'U'"
                + " UNION ALL SELECT object_id, index_kind, partition_column, NULL, 1 FROM _catalog.objects WHERE kind = 'U'"
                + " AND index_kind = 'COLUMNSTORE' AND len(index_columns) = 0) i"
                + " JOIN _catalog.columns c ON c.object_id = i.object_id AND (i.name IS NULL"
                + " OR lower(c.name) = lower(i.name))"
                // A partition column that is in the index for nothing else.
                + " UNION ALL SELECT o.object_id, if(o.index_kind = 'HEAP', 0, 1), len(o.index_columns) + 1,"
                + " c.column_id, 0, 1, false, o.index_kind = 'COLUMNSTORE', 0 FROM _catalog.objects o"
                + " JOIN _catalog.columns c ON c.object_id = o.object_id"
                + " AND lower(c.name) = lower(o.partition_column) WHERE o.kind = 'U'"
                + " AND NOT (o.index_kind = 'COLUMNSTORE' AND len(o.index_columns) = 0)"
                + " AND NOT list_contains(list_transform(o.index_columns, lambda x: lower(x)), lower(c.name))";
    }
}
