package dev.sluice.connector.source;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.settings.Secret;
import dev.sluice.connector.transfer.Access;
import dev.sluice.transfer.AuthMethod;
import dev.sluice.transfer.Distribution;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.LoadMethod;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.SecretReference;
import dev.sluice.transfer.TableIndex;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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

    /** Returns the read that the options ask for. */
    TransferRequest.Read read() {
        String table = values.get("table");
        String query = values.get("query");
        if ((table == null) == (query == null)) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    table == null ? "No table is given" : "Both a table and a query are given",
                    "A read takes one of the two",
                    "Give the option table, as database.schema.table, or the option query");
        }
        return new TransferRequest.Read(
                pool(),
                table == null ? null : tableName(),
                query,
                "",
                columns(),
                values.get("where"),
                number("limit"),
                values.get("staging"),
                values.get("pre"),
                values.get("post"),
                or(parsed("verify", Verification::parse), Verification.COUNT),
                values.get("label"));
    }

    /** Returns the write that the options ask for. */
    TransferRequest.Write write(SaveMode mode) {
        if (!values.containsKey("table")) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "No table is given",
                    "A write needs to know where to",
                    "Give the option table, as database.schema.table");
        }
        Long length = number("maxstringlength");
        return new TransferRequest.Write(
                pool(),
                "the frame",
                tableName(),
                mode,
                or(parsed("tabletype", SourceOptions::tableType), TableType.INTERNAL),
                values.get("location"),
                parsed("distribution", Distribution::parse),
                parsed("index", TableIndex::parse),
                columns(),
                values.get("staging"),
                values.get("pre"),
                values.get("post"),
                length == null ? null : Math.toIntExact(length),
                or(parsed("verify", Verification::parse), Verification.COUNT),
                values.get("label"),
                or(parsed("load", LoadMethod::parse), LoadMethod.POLYBASE));
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

    private @Nullable Long number(String option) {
        Long number = parsed(option, Long::valueOf);
        if (number != null && number < 0) {
            throw invalid(option, "It is a whole number");
        }
        return number;
    }

    private <T> @Nullable T parsed(String option, Function<String, T> parse) {
        String text = values.get(option);
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw invalid(option, "It is a whole number");
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

    private static TableType tableType(String text) {
        return TableType.parse(text.toLowerCase(Locale.ROOT));
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
