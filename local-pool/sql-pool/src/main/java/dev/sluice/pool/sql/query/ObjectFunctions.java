package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.tsql.TsqlParser;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Functions of the catalog. Those of columns read the catalog views as a join would. */
final class ObjectFunctions {

    private ObjectFunctions() {}

    static Map<String, Function> all() {
        return Map.of(
                "OBJECT_ID", new Function(1, 2, ObjectFunctions::objectId),
                "OBJECT_NAME", new Function(1, 2, call -> lookUp(call, "objects", "object_id", "name", name())),
                "OBJECT_SCHEMA_NAME", new Function(1, 2, ObjectFunctions::objectSchema),
                "SCHEMA_ID", new Function(0, 1, ObjectFunctions::schemaId),
                "SCHEMA_NAME", new Function(0, 1, ObjectFunctions::schemaName),
                "TYPE_NAME", new Function(1, 1, call -> lookUp(call, "types", "user_type_id", "name", name())),
                "COL_LENGTH", new Function(2, 2, ObjectFunctions::columnLength),
                "COLUMNPROPERTY", new Function(3, 3, ObjectFunctions::columnProperty),
                "OBJECTPROPERTY", new Function(2, 2, ObjectFunctions::objectProperty),
                "OBJECTPROPERTYEX", new Function(2, 2, ObjectFunctions::objectProperty));
    }

    private static SqlType name() {
        return Types.nvarchar(128);
    }

    private static Typed nothing() {
        return Typed.of("CAST(NULL AS INTEGER)", Kind.INT);
    }

    private static String view(Arguments call, String name) throws SqlError {
        Position at = call.at();
        return call.statements()
                .relations
                .relation(new ObjectName(null, "sys", name, at))
                .orElseThrow(() -> Refusal.error(208, "Invalid object name 'sys." + name + "'.", at))
                .sql();
    }

    private static Typed objectId(Arguments call) throws SqlError {
        String text = call.value(0).constant();
        if (text == null) {
            String objects = view(call, "objects");
            String schemas = view(call, "schemas");
            String bare = "lower(replace(replace(" + call.text(0).sql() + ", '[', ''), ']', ''))";
            return Typed.of(
                    "(SELECT max(o.object_id) FROM " + objects + " AS o JOIN " + schemas
                            + " AS s ON s.schema_id = o.schema_id WHERE lower(s.name || '.' || o.name) = " + bare
                            + " OR (s.name = 'dbo' AND lower(o.name) = " + bare + "))",
                    Kind.INT);
        }
        Optional<ObjectName> name = objectName(text);
        OptionalInt id = name.isPresent() ? call.session().objectId(name.get()) : OptionalInt.empty();
        return id.isPresent() ? Literals.integer(id.getAsInt()) : nothing();
    }

    /** Reads a name inside of a string; what is no name names nothing. */
    private static Optional<ObjectName> objectName(String text) {
        try {
            return Optional.of(TsqlParser.objectName(text));
        } catch (SqlError e) {
            return Optional.empty();
        }
    }

    private static Typed lookUp(Arguments call, String view, String key, String column, SqlType type) throws SqlError {
        return Typed.of(
                "(SELECT max(v." + Quoted.name(column) + ") FROM " + view(call, view) + " AS v WHERE v."
                        + Quoted.name(key) + " = " + call.integer(0) + ')',
                type);
    }

    private static Typed objectSchema(Arguments call) throws SqlError {
        return Typed.of(
                "(SELECT max(s.name) FROM " + view(call, "objects") + " AS o JOIN " + view(call, "schemas")
                        + " AS s ON s.schema_id = o.schema_id WHERE o.object_id = " + call.integer(0) + ')',
                name());
    }

    private static Typed schemaId(Arguments call) throws SqlError {
        String schema = call.size() == 0 ? "'dbo'" : "lower(" + call.text(0).sql() + ')';
        return Typed.of(
                "(SELECT max(v.schema_id) FROM " + view(call, "schemas") + " AS v WHERE lower(v.name) = " + schema
                        + ')',
                Kind.INT);
    }

    private static Typed schemaName(Arguments call) throws SqlError {
        return call.size() == 0 ? Literals.text("dbo", name()) : lookUp(call, "schemas", "schema_id", "name", name());
    }

    private static Typed columnLength(Arguments call) throws SqlError {
        Optional<ObjectName> name = objectName(call.constant(0));
        OptionalInt id = name.isPresent() ? call.session().objectId(name.get()) : OptionalInt.empty();
        if (id.isEmpty()) {
            return Typed.of("CAST(NULL AS SMALLINT)", Kind.SMALLINT);
        }
        return Typed.of(
                "(SELECT max(v.max_length) FROM " + view(call, "columns") + " AS v WHERE v.object_id = " + id.getAsInt()
                        + " AND lower(v.name) = lower(" + call.text(1).sql() + "))",
                Kind.SMALLINT);
    }

    private static Typed columnProperty(Arguments call) throws SqlError {
        String property = call.constant(2).toLowerCase(java.util.Locale.ROOT);
        String column = switch (property) {
            case "allowsnull" -> "is_nullable";
            case "columnid", "ordinal" -> "column_id";
            case "isidentity" -> "is_identity";
            case "iscomputed" -> "is_computed";
            case "precision" -> "precision";
            case "scale" -> "scale";
            default -> "";
        };
        if (column.isEmpty()) {
            return nothing();
        }
        return Typed.of(
                "(SELECT max(CAST(v." + Quoted.name(column) + " AS INTEGER)) FROM " + view(call, "columns")
                        + " AS v WHERE v.object_id = " + call.integer(0) + " AND lower(v.name) = lower("
                        + call.text(1).sql() + "))",
                Kind.INT);
    }

    private static Typed objectProperty(Arguments call) throws SqlError {
        String property = call.constant(1).toLowerCase(java.util.Locale.ROOT);
        String types = switch (property) {
            case "istable", "isusertable" -> "'U', 'ET'";
            case "isview" -> "'V'";
            default -> "";
        };
        if (types.isEmpty()) {
            return nothing();
        }
        return Typed.of(
                "(SELECT max(CAST(trim(v.type) IN (" + types + ") AS INTEGER)) FROM " + view(call, "objects")
                        + " AS v WHERE v.object_id = " + call.integer(0) + ')',
                Kind.INT);
    }
}
