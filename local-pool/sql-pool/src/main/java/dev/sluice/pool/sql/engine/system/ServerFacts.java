package dev.sluice.pool.sql.engine.system;

import dev.sluice.pool.sql.query.TypedValue;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.Locale;
import java.util.Optional;

/** What the server says of itself: that it is the local stand-in, where nothing depends on it being the real one. */
public final class ServerFacts {

    /** Clients take data-warehouse paths by it. */
    private static final int EDITION_OF_A_WAREHOUSE = 6;

    private static final String COLLATION = "SQL_Latin1_General_CP1_CI_AS";

    private static final String VERSION =
            "Sluice local SQL pool - 10.0.9999.0 (X64), stand-in for an Azure Synapse dedicated SQL pool, on DuckDB";

    private ServerFacts() {}

    /** Finds the value of a system variable that is the same for all sessions. */
    public static Optional<TypedValue> variable(String name) {
        return switch (name) {
            case "@@VERSION" -> text(VERSION);
            case "@@SERVERNAME" -> text("localhost");
            case "@@SERVICENAME" -> text("SLUICE");
            case "@@LANGUAGE" -> text("us_english");
            case "@@MICROSOFTVERSION" -> number(0x0A000000);
            case "@@MAX_PRECISION" -> Optional.of(new TypedValue(SqlType.of(Kind.TINYINT), (short) 38));
            case "@@DATEFIRST" -> Optional.of(new TypedValue(SqlType.of(Kind.TINYINT), (short) 7));
            case "@@LANGID" -> Optional.of(new TypedValue(SqlType.of(Kind.SMALLINT), (short) 0));
            case "@@LOCK_TIMEOUT" -> number(-1);
            case "@@TEXTSIZE" -> number(-1);
            case "@@NESTLEVEL" -> number(0);
            case "@@OPTIONS" -> number(5432);
            case "@@FETCH_STATUS" -> number(0);
            default -> Optional.empty();
        };
    }

    /** Finds a property of the server. */
    public static Optional<TypedValue> property(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "engineedition" -> number(EDITION_OF_A_WAREHOUSE);
            case "edition" -> text("SQL Azure");
            case "productversion", "resourceversion" -> text("10.0.9999.0");
            case "productlevel" -> text("RTM");
            case "productmajorversion" -> text("10");
            case "servername", "machinename", "computernamephysicalnetbios" -> text("localhost");
            case "collation" -> text(COLLATION);
            case "isclustered", "isintegratedsecurityonly", "ishadrenabled", "isxtpsupported", "isfulltextinstalled" ->
                number(0);
            default -> Optional.empty();
        };
    }

    /** Finds a property of any database. */
    public static Optional<TypedValue> databaseProperty(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "edition" -> text("DataWarehouse");
            case "serviceobjective" -> text("local");
            case "collation" -> text(COLLATION);
            case "status" -> text("ONLINE");
            case "updateability" -> text("READ_WRITE");
            case "useraccess" -> text("MULTI_USER");
            case "version" -> number(782);
            default -> Optional.empty();
        };
    }

    private static Optional<TypedValue> text(String value) {
        return Optional.of(new TypedValue(new SqlType(Kind.NVARCHAR, Math.max(1, value.length()), 0, 0), value));
    }

    private static Optional<TypedValue> number(int value) {
        return Optional.of(new TypedValue(SqlType.of(Kind.INT), value));
    }
}
