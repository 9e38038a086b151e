package dev.sluice.pool.sql.engine.system;

import java.util.List;

/** Users, roles and permissions. */
final class SecurityViews {

    private SecurityViews() {}

    static List<SystemView> all() {
        return List.of(
                SystemView.of(
                        "sys.database_principals",
                        "name sysname, principal_id int, type char(1), type_desc nvarchar(60),"
                                + " default_schema_name sysname, create_date datetime, modify_date datetime,"
                                + " owning_principal_id int, is_fixed_role bit, authentication_type int,"
                                + " authentication_type_desc nvarchar(60)",
                        "SELECT name, principal_id, CASE kind WHEN 'ROLE' THEN 'R' WHEN 'EXTERNAL_USER' THEN 'E'"
                                + " ELSE 'S' END, CASE kind WHEN 'ROLE' THEN 'DATABASE_ROLE' WHEN 'EXTERNAL_USER' THEN"
                                + " 'EXTERNAL_USER' ELSE 'SQL_USER' END, if(kind = 'ROLE', NULL, 'dbo'), create_date,"
                                + " create_date, if(kind = 'ROLE', 1, NULL), fixed AND kind = 'ROLE',"
                                + " if(kind = 'USER', 1, if(kind = 'EXTERNAL_USER', 4, 0)),"
                                + " if(kind = 'USER', 'INSTANCE', if(kind = 'EXTERNAL_USER', 'EXTERNAL', 'NONE'))"
                                + " FROM _catalog.principals"),
                SystemView.of(
                        "sys.database_role_members",
                        "role_principal_id int, member_principal_id int",
                        "SELECT role_id, member_id FROM _catalog.members"),
                SystemView.of(
                        "sys.security_policies",
                        "name sysname, object_id int, principal_id int, schema_id int, parent_object_id int,"
                                + " type char(2), type_desc nvarchar(60), create_date datetime, modify_date datetime,"
                                + " is_ms_shipped bit, is_enabled bit, is_not_for_replication bit,"
                                + " uses_database_collation bit, is_schema_bound bit",
                        "SELECT NULL, 0, NULL, 0, 0, NULL, NULL, NULL, NULL, false, false, false, false, false"
                                + " WHERE false"),
                SystemView.of(
                        "sys.security_predicates",
                        "object_id int, security_predicate_id int, target_object_id int,"
                                + " predicate_definition nvarchar(max), predicate_type int,"
                                + " predicate_type_desc nvarchar(60), operation int, operation_desc nvarchar(60)",
                        "SELECT 0, 0, 0, NULL, 0, NULL, 0, NULL WHERE false"),
                SystemView.of(
                        "sys.database_permissions",
                        "class tinyint, class_desc nvarchar(60), major_id int, minor_id int, grantee_principal_id int,"
                                + " grantor_principal_id int, type char(4), permission_name nvarchar(128),"
                                + " state char(1), state_desc nvarchar(60)",
                        "SELECT CASE scope WHEN 'DATABASE' THEN 0 WHEN 'OBJECT' THEN 1 ELSE 3 END,"
                                + " if(scope = 'OBJECT', 'OBJECT_OR_COLUMN', scope), target, 0, grantee, 1,"
                                + " left(permission, 2), permission, left(state, 1), state FROM _catalog.grants"));
    }
}
