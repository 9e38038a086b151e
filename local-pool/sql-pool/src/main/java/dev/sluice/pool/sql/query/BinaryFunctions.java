package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.Map;

/** Functions of bytes. */
final class BinaryFunctions {

    private BinaryFunctions() {}

    static Map<String, Function> all() {
        return Map.of(
                "DATALENGTH", new Function(1, 1, BinaryFunctions::dataLength),
                "HASHBYTES", new Function(2, 2, BinaryFunctions::hash),
                "NEWID",
                        new Function(
                                0,
                                0,
                                call -> Typed.of("uuid()", Kind.UNIQUEIDENTIFIER)
                                        .notNull()));
    }

    private static Typed dataLength(Arguments call) throws SqlError {
        Typed value = call.value(0);
        SqlType type = value.type();
        String sql = value.sql();
        String bytes = switch (type.kind()) {
            case CHAR, VARCHAR -> "length(" + sql + ')';
            case NCHAR, NVARCHAR -> "2 * " + TextFunctions.units(sql);
            case BINARY, VARBINARY -> "octet_length(" + sql + ')';
            default -> "CASE WHEN " + sql + " IS NOT NULL THEN " + size(type) + " END";
        };
        Kind kind = type.length() == SqlType.MAX ? Kind.BIGINT : Kind.INT;
        return Typed.of("CAST(" + bytes + " AS " + DuckTypes.sql(SqlType.of(kind)) + ')', kind)
                .nullableAs(value);
    }

    private static int size(SqlType type) {
        return switch (type.kind()) {
            case BIT, TINYINT -> 1;
            case SMALLINT -> 2;
            case INT, REAL, SMALLMONEY, SMALLDATETIME -> 4;
            case DATE -> 3;
            case TIME -> type.scale() <= 2 ? 3 : type.scale() <= 4 ? 4 : 5;
            case DATETIME2 -> type.scale() <= 2 ? 6 : type.scale() <= 4 ? 7 : 8;
            case DATETIMEOFFSET -> type.scale() <= 2 ? 8 : type.scale() <= 4 ? 9 : 10;
            case DECIMAL -> type.precision() <= 9 ? 5 : type.precision() <= 19 ? 9 : type.precision() <= 28 ? 13 : 17;
            case UNIQUEIDENTIFIER -> 16;
            default -> 8;
        };
    }

    private static Typed hash(Arguments call) throws SqlError {
        Typed algorithm = call.text(0);
        Typed value = call.value(1);
        SqlType type = Types.varbinary(8000);
        if (Types.binary(value.type())) {
            return Typed.of("unhex(tsql_hash_binary(" + algorithm.sql() + ", hex(" + value.sql() + ")))", type)
                    .nullableAs(value);
        }
        if (!Types.text(value.type())) {
            throw call.invalid(1, value.type());
        }
        return Typed.of("unhex(" + hashOfText(algorithm, value) + ')', type).nullableAs(value);
    }

    private static String hashOfText(Typed algorithm, Typed value) {
        int unicode = Types.unicode(value.type()) ? 1 : 0;
        String own = "tsql_hash_text(" + algorithm.sql() + ", " + value.sql() + ", " + unicode + ')';
        if (!"MD5".equalsIgnoreCase(algorithm.constant())) {
            return own;
        }
        if (unicode == 1) {
            return "tsql_md5_unicode(" + value.sql() + ')';
        }
        // Text of ASCII has the same bytes in the code page and in UTF-8, which DuckDB hashes fast.
        return "CASE WHEN strlen(" + value.sql() + ") = length(" + value.sql() + ") THEN md5(" + value.sql() + ") ELSE "
                + own + " END";
    }
}
