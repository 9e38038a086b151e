package dev.sluice.pool.sql.engine.system;

import java.util.List;

/** What is particular to a dedicated pool: external objects, distributions, requests. */
final class PoolViews {

    private static final String DISTRIBUTION =
            "CASE distribution WHEN 'HASH' THEN 2 WHEN 'REPLICATE' THEN 3 ELSE 4 END";

    private PoolViews() {}

    static List<SystemView> all() {
        return List.of(
                SystemView.of(
                        "sys.external_tables",
                        "name sysname, object_id int, schema_id int, type char(2), type_desc nvarchar(60),"
                                + " create_date datetime, modify_date datetime, data_source_id int, file_format_id int,"
                                + " location nvarchar(4000), reject_type nvarchar(20), reject_value float,"
                                + " reject_sample_value float, is_external bit",
                        "SELECT name, object_id, schema_id, 'U', 'USER_TABLE', create_date, modify_date,"
                                + " data_source_id, file_format_id, location, 'VALUE', 0, NULL, true"
                                + " FROM _catalog.objects WHERE kind = 'E'"),
                SystemView.of(
                        "sys.external_data_sources",
                        "data_source_id int, name sysname, location nvarchar(4000), type_desc nvarchar(255),"
                                + " type tinyint, resource_manager_location nvarchar(4000), credential_id int",
                        "SELECT data_source_id, name, location, 'HADOOP', 0, NULL, coalesce(credential_id, 0)"
                                + " FROM _catalog.data_sources"),
                SystemView.of(
                        "sys.external_file_formats",
                        "file_format_id int, name sysname, format_type nvarchar(255), field_terminator nvarchar(10),"
                                + " string_delimiter nvarchar(10), date_format nvarchar(50), use_type_default bit,"
                                + " data_compression nvarchar(255), encoding nvarchar(10), first_row int",
                        "SELECT file_format_id, name, 'PARQUET', NULL, NULL, NULL, false, codec, NULL, NULL"
                                + " FROM _catalog.file_formats"),
                SystemView.of(
                        "sys.database_scoped_credentials",
                        "credential_id int, name sysname, credential_identity nvarchar(4000), create_date datetime,"
                                + " modify_date datetime",
                        "SELECT credential_id, name, identity, create_date, modify_date FROM _catalog.credentials"),
                SystemView.of(
                        "sys.symmetric_keys",
                        "name sysname, principal_id int, symmetric_key_id int, create_date datetime",
                        "SELECT '##MS_DatabaseMasterKey##', 1, 101, created FROM _catalog.master_key"),
                SystemView.of(
                        "sys.pdw_table_distribution_properties",
                        "object_id int, distribution_policy tinyint, distribution_policy_desc nvarchar(60)",
                        "SELECT object_id, " + DISTRIBUTION + ", distribution FROM _catalog.objects WHERE kind = 'U'"),
                SystemView.of(
                        "sys.pdw_column_distribution_properties",
                        "object_id int, column_id int, distribution_ordinal tinyint",
                        "SELECT c.object_id, c.column_id, coalesce(list_position(list_transform("
                                + "o.distribution_columns, lambda x: lower(x)), lower(c.name)), 0)"
                                + " FROM _catalog.columns c JOIN _catalog.objects o USING (object_id)"
                                + " WHERE o.kind = 'U'"),
                SystemView.of(
                        "sys.pdw_table_mappings",
                        "physical_name nvarchar(36), object_id int",
                        "SELECT 'Table_' || object_id, object_id FROM _catalog.objects WHERE kind = 'U'"),
                SystemView.of(
                        "sys.pdw_nodes_tables",
                        "name sysname, object_id int, pdw_node_id int, distribution_id int",
                        "SELECT 'Table_' || object_id, object_id, 1, 1 FROM _catalog.objects WHERE kind = 'U'"),
                SystemView.of(
                        "sys.pdw_distributions",
                        "distribution_id int, pdw_node_id int, name nvarchar(32), position int",
                        "SELECT 1, 1, 'Distribution_1', 1"),
                SystemView.of(
                        "sys.dm_pdw_nodes",
                        "pdw_node_id int, type nvarchar(32), name nvarchar(32), address nvarchar(32)",
                        "SELECT 1, 'COMPUTE', 'local', '127.0.0.1'"),
                SystemView.of(
                        "sys.dm_pdw_nodes_db_partition_stats",
                        "partition_id bigint, object_id int, index_id int, partition_number int,"
                                + " used_page_count bigint, reserved_page_count bigint, row_count bigint,"
                                + " pdw_node_id int, distribution_id int",
                        "SELECT o.object_id * 1000 + 1, o.object_id, if(o.index_kind = 'HEAP', 0, 1), 1, 0, 0,"
                                + " r.row_count, 1, 1 FROM _catalog.objects o JOIN (${row_counts}) r USING (object_id)"),
                SystemView.of(
                        "sys.dm_pdw_exec_requests",
                        "request_id nvarchar(32), session_id nvarchar(32), status nvarchar(32), submit_time datetime,"
                                + " start_time datetime, end_compile_time datetime, end_time datetime,"
                                + " total_elapsed_time int, label nvarchar(255), error_id nvarchar(36),"
                                + " database_id int, command nvarchar(4000), resource_class nvarchar(20),"
                                + " importance nvarchar(32), group_name sysname, result_cache_hit int",
                        "SELECT request_id, session_id, status, start_time, start_time, start_time, end_time, elapsed,"
                                + " label, if(error IS NULL, NULL, 'ERR' || request_id), database_id, command,"
                                + " 'smallrc', 'normal', 'smallrc', 0 FROM sluice_requests()"),
                SystemView.of(
                        "sys.dm_pdw_errors",
                        "error_id nvarchar(36), source nvarchar(64), type nvarchar(4000), create_time datetime,"
                                + " pdw_node_id int, session_id nvarchar(32), request_id nvarchar(32), spid int,"
                                + " thread_id int, details nvarchar(4000)",
                        "SELECT 'ERR' || request_id, 'local', 'Microsoft.SqlServer.DataWarehouse', end_time, 1,"
                                + " session_id, request_id, 0, 0, error FROM sluice_requests()"
                                + " WHERE error IS NOT NULL"),
                SystemView.of(
                        "sys.dm_pdw_dms_workers",
                        "request_id nvarchar(32), step_index int, dms_step_index int, pdw_node_id int,"
                                + " distribution_id int, type nvarchar(32), status nvarchar(32),"
                                + " bytes_per_sec bigint, bytes_processed bigint, rows_processed bigint,"
                                + " start_time datetime, end_time datetime, total_elapsed_time int",
                        "SELECT request_id, 0, 0, 1, 1, 'WRITER', if(status = 'Completed', 'StepComplete',"
                                + " if(status = 'Running', 'StepInProgress', 'StepError')),"
                                + " CAST(moved_bytes AS BIGINT) * 1000 // greatest(1, CAST(elapsed AS BIGINT)),"
                                + " moved_bytes, moved_rows, start_time, end_time, elapsed FROM sluice_requests()"
                                + " WHERE moved_rows IS NOT NULL"),
                SystemView.of(
                        "sys.dm_pdw_waits",
                        "wait_id bigint, session_id nvarchar(32), type nvarchar(255), request_id nvarchar(32),"
                                + " state nvarchar(50)",
                        "SELECT 0, NULL, NULL, NULL, NULL WHERE false"),
                SystemView.of(
                        "sys.dm_pdw_exec_sessions",
                        "session_id nvarchar(32), status nvarchar(10), request_id nvarchar(32), login_name sysname,"
                                + " login_time datetime, query_count int, is_transactional bit,"
                                + " client_id nvarchar(255), app_name nvarchar(255), sql_spid int",
                        "SELECT s.session_id, if(r.request_id IS NULL, 'Idle', 'Active'), r.request_id, s.login_name,"
                                + " s.login_time, 0, false, '127.0.0.1', s.application,"
                                + " CAST(substr(s.session_id, 4) AS INTEGER)"
                                + " FROM sluice_sessions() s LEFT JOIN (SELECT session_id, max(request_id) AS request_id"
                                + " FROM sluice_requests() WHERE status = 'Running' GROUP BY session_id) r"
                                + " ON r.session_id = s.session_id"));
    }
}
