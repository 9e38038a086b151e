package dev.sluice.connector.source;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.settings.Secret;
import dev.sluice.connector.sql.SelectStatement;
import dev.sluice.connector.transfer.Access;
import dev.sluice.transfer.AuthMethod;
import dev.sluice.transfer.Distribution;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.LoadMethod;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.ReadSource;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.SecretReference;
import dev.sluice.transfer.TableIndex;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import dev.sluice.transfer.WriteTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Options of the data source, read as the request that a notebook's cell would make. Names are without regard to case. */
final class SourceOptions {

    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "table",
            "query",
            "server",
            "database",
            "auth",
            "user",
            "password",
            "secret",
            "tabletype",
            "location",
            "staging",
            "distribution",
            "index",
            "columns",
            "where",
            "limit",
            "maxstringlength",
            "verify",
            "label",
            "load",
            "allowloss",
            "widen",
            "pre",
            "post",
            "datasource",
            "credential"));

    /** Other names of options: those of the original connector's family, and what Spark calls a plain argument. */
    private static final Map<String, String> ALIASES = Map.of(
            "dbtable",
            "table",
            "path",
            "table",
            "type",
            "tabletype",
            "tempfolder",
            "staging",
            "maxstrlength",
            "maxstringlength",
            "preactions",
            "pre",
            "postactions",
            "post");

    /** Options that only a read takes. */
    private static final List<String> OF_READS = List.of("query", "where", "limit");

    /** Options that only a write takes. */
    private static final List<String> OF_WRITES =
            List.of("tabletype", "location", "distribution", "index", "maxstringlength", "load", "widen");

    /** A path with a scheme, which no table's name has. */
    private static final Pattern FOLDER = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:/");

    /** What Spark calls the columns of {@code partitionBy} among the options. */
    private static final String PARTITION_COLUMNS = "__partition_columns";

    /** Longest nvarchar that is no MAX type. */
    private static final long LONGEST_STRING = 4000;

    private final Map<String, String> values = new TreeMap<>();

    private SourceOptions() {}

    /**
     * Reads options.
     *
     * @throws TransferFailedException if one is unknown or given under two names
     */
    static SourceOptions of(Map<String, String> given) {
        SourceOptions options = new SourceOptions();
        given.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            String key = ALIASES.getOrDefault(lower, lower);
            refuseOfSpark(lower, value);
            if (key.equals("stagingstorageaccountkey")) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "The option stagingStorageAccountKey is not taken",
                        "The SQL pool would need the key in a statement, where others can read it",
                        "Set fs.azure.account.key.<account host> for Spark, and give the option credential: "
                                + "a database scoped credential of the SQL pool");
            }
            if (!KNOWN.contains(key)) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "Unknown option '" + name + "'",
                        "The data source sqlanalytics has no such option",
                        "Use one of " + String.join(", ", KNOWN));
            }
            if (options.values.put(key, value) != null) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "The option " + key + " is given twice",
                        "'" + name + "' is another name of it",
                        "Leave one of them out");
            }
        });
        return options;
    }

    /** Refuses what Spark itself adds for operations that a SQL pool's table does not have. */
    private static void refuseOfSpark(String name, String value) {
        if (name.equals(PARTITION_COLUMNS)) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "partitionBy is not taken",
                    "A table of a SQL pool is spread by its distribution, not by folders of a column",
                    "Leave out partitionBy, and give the option distribution, as hash(column)");
        }
        if (name.equals("checkpointlocation")) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "writeStream is not taken",
                    "A write of sqlanalytics is one batch",
                    "Write batch by batch: writeStream.foreachBatch, and in it"
                            + " write.format(\"sqlanalytics\").mode(\"append\").save(table)");
        }
        if (name.equals("path") && FOLDER.matcher(value).find()) {
            throw ofSparksCatalog(value);
        }
    }

    /** Returns the refusal of a table that Spark keeps in its own catalog. */
    static TransferFailedException ofSparksCatalog(String place) {
        return TransferFailedException.of(
                ErrorCode.INVALID_REQUEST,
                "Not a table of a SQL pool: " + place,
                "It is a table of Spark's own catalog: saveAsTable, insertInto and CREATE TABLE do not reach a SQL"
                        + " pool",
                "Write with save(\"database.schema.table\"), and read with load(\"database.schema.table\")");
    }

    private void refuse(List<String> others, String operation) {
        for (String option : others) {
            if (values.containsKey(option)) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "The option " + option + " is not taken by a " + operation,
                        "It would change nothing",
                        "Leave it out");
            }
        }
    }

    /** Returns the read that the options ask for. */
    TransferRequest.Read read() {
        refuse(OF_WRITES, "read");
        String table = values.get("table");
        String query = values.get("query");
        if ((table == null) == (query == null)) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    table == null ? "No table is given" : "Both a table and a query are given",
                    "A read takes one of the two",
                    "Give the option table, as database.schema.table, or the option query");
        }
        Long limit = number("limit", Long.MAX_VALUE);
        if (query != null && limit != null) {
            SelectStatement.parse(query).refuseLimit();
        }
        return new TransferRequest.Read(
                TransferId.create(),
                pool(),
                new ReadSource(
                        table == null ? null : tableName(), query, columns(), values.get("where"), limit, loss()),
                "",
                values.get("staging"),
                hooks(),
                verify(),
                values.get("label"));
    }

    /** Returns the write that the options ask for. */
    TransferRequest.Write write(SaveMode mode) {
        refuse(OF_READS, "write");
        if (!values.containsKey("table")) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "No table is given",
                    "A write needs to know where to",
                    "Give the option table, as database.schema.table");
        }
        Long length = number("maxstringlength", LONGEST_STRING);
        TableType type = or(parsed("tabletype", SourceOptions::tableType), TableType.INTERNAL);
        refuse(
                type == TableType.INTERNAL ? List.of("location") : List.of("distribution", "index", "widen"),
                "write of an " + type + " table");
        return new TransferRequest.Write(
                TransferId.create(),
                pool(),
                "the frame",
                columns(),
                new WriteTarget(
                        tableName(),
                        mode,
                        type,
                        values.get("location"),
                        parsed("distribution", Distribution::parse),
                        parsed("index", TableIndex::parse),
                        length == null ? null : Math.toIntExact(length),
                        or(parsed("load", LoadMethod::parse), LoadMethod.POLYBASE),
                        loss(),
                        or(parsed("widen", SourceOptions::truth), false)),
                values.get("staging"),
                hooks(),
                verify(),
                values.get("label"));
    }

    private Hooks hooks() {
        return new Hooks(values.get("pre"), values.get("post"));
    }

    private Verification verify() {
        return or(parsed("verify", Verification::parse), Verification.COUNT);
    }

    /** Returns what a notebook's request does not say. */
    Access access() {
        String password = values.get("password");
        return new Access(
                password == null ? null : new Secret(password), values.get("datasource"), values.get("credential"));
    }

    private PoolAddress pool() {
        return new PoolAddress(
                values.get("server"),
                values.get("database"),
                parsed("auth", AuthMethod::parse),
                values.get("user"),
                parsed("secret", SecretReference::parse));
    }

    private TableName tableName() {
        TableName name = parsed("table", TableName::parse);
        if (name == null) {
            throw new IllegalStateException("No table");
        }
        return name;
    }

    private List<String> columns() {
        String text = values.get("columns");
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",")).map(String::strip).toList();
    }

    private @Nullable Long number(String option, long most) {
        String why = "It is a whole number from 1 to " + most;
        try {
            Long number = parsed(option, text -> Long.valueOf(text.strip()));
            if (number != null && (number < 1 || number > most)) {
                throw invalid(option, why);
            }
            return number;
        } catch (NumberFormatException e) {
            throw invalid(option, why);
        }
    }

    private <T> @Nullable T parsed(String option, Function<String, T> parse) {
        String text = values.get(option);
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            // Its caller knows the range.
            throw e;
        } catch (IllegalArgumentException e) {
            throw invalid(option, String.valueOf(e.getMessage()));
        }
    }

    private TransferFailedException invalid(String option, String why) {
        // The text of a secret may be the secret itself.
        String text = option.equals("secret") ? "" : " '" + values.get(option) + "'";
        return TransferFailedException.of(
                ErrorCode.INVALID_REQUEST, "Invalid option " + option + text, why, "Correct the option " + option);
    }

    private LossPolicy loss() {
        return or(parsed("allowloss", SourceOptions::lossPolicy), LossPolicy.REFUSE);
    }

    private static LossPolicy lossPolicy(String text) {
        return truth(text) ? LossPolicy.ALLOW : LossPolicy.REFUSE;
    }

    private static boolean truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("It is true or false");
        };
    }

    private static TableType tableType(String text) {
        return TableType.parse(text.toLowerCase(Locale.ROOT));
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
