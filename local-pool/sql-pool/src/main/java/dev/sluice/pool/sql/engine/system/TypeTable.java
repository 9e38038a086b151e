package dev.sluice.pool.sql.engine.system;

/** DuckDB's expressions for what the catalog views tell of types. */
final class TypeTable {

    /** The types: system number, user number, name, bytes, precision, scale. */
    static final String TYPES = """
            (VALUES (36, 36, 'uniqueidentifier', 16, 0, 0), (40, 40, 'date', 3, 10, 0), (41, 41, 'time', 5, 16, 7),
             (42, 42, 'datetime2', 8, 27, 7), (43, 43, 'datetimeoffset', 10, 34, 7), (48, 48, 'tinyint', 1, 3, 0),
             (52, 52, 'smallint', 2, 5, 0), (56, 56, 'int', 4, 10, 0), (58, 58, 'smalldatetime', 4, 16, 0),
             (59, 59, 'real', 4, 24, 0), (60, 60, 'money', 8, 19, 4), (61, 61, 'datetime', 8, 23, 3),
             (62, 62, 'float', 8, 53, 0), (104, 104, 'bit', 1, 1, 0), (106, 106, 'decimal', 17, 38, 38),
             (108, 108, 'numeric', 17, 38, 38), (122, 122, 'smallmoney', 4, 10, 4), (127, 127, 'bigint', 8, 19, 0),
             (165, 165, 'varbinary', 8000, 0, 0), (167, 167, 'varchar', 8000, 0, 0), (173, 173, 'binary', 8000, 0, 0),
             (175, 175, 'char', 8000, 0, 0), (231, 231, 'nvarchar', 8000, 0, 0), (239, 239, 'nchar', 8000, 0, 0),
             (231, 256, 'sysname', 256, 0, 0)) AS ty(system_type_id, user_type_id, name, max_length, type_precision,
             type_scale)""";

    /** Joins a row {@code c} of the catalog's columns with its type. */
    static final String JOIN = TYPES + " ON ty.name = lower(c.kind)";

    /** Bytes of a column, -1 for MAX. */
    static final String MAX_LENGTH = """
            CASE WHEN c.kind IN ('NVARCHAR', 'NCHAR') THEN if(c.length < 0, -1, c.length * 2)
             WHEN c.kind IN ('VARCHAR', 'CHAR', 'VARBINARY', 'BINARY') THEN c.length
             WHEN c.kind = 'DECIMAL' THEN CASE WHEN c.number_precision <= 9 THEN 5 WHEN c.number_precision <= 19 THEN 9
              WHEN c.number_precision <= 28 THEN 13 ELSE 17 END
             WHEN c.kind IN ('TIME', 'DATETIME2', 'DATETIMEOFFSET') THEN ty.max_length
              - CASE WHEN c.number_scale <= 2 THEN 2 WHEN c.number_scale <= 4 THEN 1 ELSE 0 END
             ELSE ty.max_length END""";

    /** Digits of a column. */
    static final String PRECISION = """
            CASE WHEN c.kind = 'DECIMAL' THEN c.number_precision
             WHEN c.kind IN ('TIME', 'DATETIME2', 'DATETIMEOFFSET') THEN ty.type_precision - 7 + c.number_scale
              - if(c.number_scale = 0, 1, 0)
             ELSE ty.type_precision END""";

    /** Digits after the point of a column. */
    static final String SCALE =
            "CASE WHEN c.kind IN ('DECIMAL', 'TIME', 'DATETIME2', 'DATETIMEOFFSET') THEN c.number_scale"
                    + " ELSE ty.type_scale END";

    private TypeTable() {}
}
