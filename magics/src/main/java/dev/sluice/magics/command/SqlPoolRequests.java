package dev.sluice.magics.command;

import dev.sluice.magics.syntax.UsageException;
import dev.sluice.magics.syntax.Word;
import dev.sluice.transfer.AuthMethod;
import dev.sluice.transfer.Distribution;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a transfer's request of a {@code %%sqlpool} cell. */
public final class SqlPoolRequests {

    /** Rows that a query shows if nothing is said. */
    static final int ROWS_SHOWN = 1000;

    /** Transfers that the history shows if nothing is said. */
    static final int TRANSFERS_SHOWN = 20;

    private static final int LONGEST_STRING = 4000;

    private final TransferId id;
    private final SqlPoolLine line;
    private final Map<SqlPoolOption, String> options;
    private final String body;

    private SqlPoolRequests(SqlPoolLine line, String body, TransferId id) {
        this.id = id;
        this.line = line;
        this.options = line.options();
        this.body = body.strip();
    }

    /**
     * Reads a cell.
     *
     * @param line what stands behind {@code %%sqlpool}
     * @param body the lines below; blank for the line form {@code %sqlpool}
     * @param id the transfer that the cell is going to be
     * @throws UsageException if it asks for nothing that can be done
     */
    public static TransferRequest parse(String line, String body, TransferId id) {
        SqlPoolRequests requests = new SqlPoolRequests(SqlPoolLine.parse(line), body, id);
        return switch (requests.line.command()) {
            case READ -> requests.read();
            case WRITE -> requests.write();
            case QUERY -> requests.query();
            case RUN -> requests.run();
            case HISTORY -> requests.history();
            case STATUS -> new TransferRequest.Status(requests.pool(), requests.staging(), requests.transfer());
            case RESUME -> new TransferRequest.Resume(requests.pool(), requests.staging(), requests.transfer());
            case GC -> requests.collect();
        };
    }

    private TransferRequest read() {
        Optional<Word> source = line.source();
        String view = line.target()
                .map(word -> Names.newView(word.raw()))
                .orElseThrow(() -> incomplete("Missing view: where are the rows to go"));
        if (source.isPresent() == !body.isEmpty()) {
            throw source.isPresent()
                    ? new UsageException(
                            "Both a table and a query are given",
                            "Leave out '" + source.get().raw()
                                    + "' to read the result of the query, or the query to read" + " the table.")
                    : incomplete("Missing table: what is to be read");
        }
        return new TransferRequest.Read(
                id,
                pool(),
                new ReadSource(
                        source.map(word -> Names.table(word.raw())).orElse(null),
                        body.isEmpty() ? null : body,
                        columns(),
                        options.get(SqlPoolOption.WHERE),
                        limit(),
                        loss()),
                view,
                staging(),
                hooks(),
                verify(),
                options.get(SqlPoolOption.LABEL));
    }

    private TransferRequest write() {
        requireNoBody();
        String frame = line.source()
                .map(word -> Names.frame(word.raw()))
                .orElseThrow(() -> incomplete("Missing frame: what is to be written"));
        TableName table = line.target()
                .map(word -> Names.table(word.raw()))
                .orElseThrow(() -> incomplete("Missing table: where are the rows to go"));
        TableType type = value(SqlPoolOption.TYPE, TableType::parse, TableType.INTERNAL);
        if (type == TableType.INTERNAL && options.containsKey(SqlPoolOption.LOCATION)) {
            throw new UsageException(
                    "Option --location is for external tables", "Leave it out, or write --type external.");
        }
        for (SqlPoolOption layout : List.of(SqlPoolOption.DISTRIBUTION, SqlPoolOption.INDEX, SqlPoolOption.WIDEN)) {
            if (type == TableType.EXTERNAL && options.containsKey(layout)) {
                throw new UsageException(
                        "Option " + layout.flag() + " is for internal tables",
                        "Leave it out: the SQL pool reads an external table's files where they are.");
            }
        }
        return new TransferRequest.Write(
                id,
                pool(),
                frame,
                columns(),
                new WriteTarget(
                        table,
                        value(SqlPoolOption.MODE, SaveMode::parse, SaveMode.ERROR),
                        type,
                        options.get(SqlPoolOption.LOCATION),
                        parsed(SqlPoolOption.DISTRIBUTION, Distribution::parse),
                        parsed(SqlPoolOption.INDEX, TableIndex::parse),
                        maxStringLength(),
                        value(SqlPoolOption.LOAD, LoadMethod::parse, LoadMethod.POLYBASE),
                        loss(),
                        options.containsKey(SqlPoolOption.WIDEN)),
                staging(),
                hooks(),
                verify(),
                options.get(SqlPoolOption.LABEL));
    }

    private Hooks hooks() {
        return new Hooks(options.get(SqlPoolOption.PRE), options.get(SqlPoolOption.POST));
    }

    private TransferRequest query() {
        requireNoSource();
        requireBody("the SELECT");
        if (line.hasArrow() && line.target().isEmpty()) {
            throw incomplete("Missing view after '->'");
        }
        Long limit = limit();
        return new TransferRequest.Query(
                id,
                pool(),
                body,
                line.target().map(word -> Names.newView(word.raw())).orElse(null),
                limit == null ? ROWS_SHOWN : (int) Math.min(limit, Integer.MAX_VALUE),
                options.get(SqlPoolOption.LABEL));
    }

    private TransferRequest run() {
        requireNoSource();
        if (line.hasArrow()) {
            throw incomplete("Unexpected '->'");
        }
        requireBody("the statements");
        return new TransferRequest.Run(pool(), body, options.get(SqlPoolOption.LABEL));
    }

    private TransferRequest history() {
        requireNoSource();
        requireAlone();
        Long limit = limit();
        return new TransferRequest.History(
                pool(), staging(), limit == null ? TRANSFERS_SHOWN : (int) Math.min(limit, Integer.MAX_VALUE));
    }

    private TransferRequest collect() {
        requireNoSource();
        requireAlone();
        return new TransferRequest.Collect(
                pool(),
                staging(),
                value(SqlPoolOption.OLDER_THAN, Ages::parse, Ages.DAY).toSeconds(),
                options.containsKey(SqlPoolOption.DRY_RUN));
    }

    private TransferId transfer() {
        requireAlone();
        String written = line.source().map(Word::value).orElseThrow(() -> incomplete("Missing id: which transfer"));
        try {
            return TransferId.parse(written);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    String.valueOf(e.getMessage()), SqlPoolCommand.HISTORY.form() + " lists the transfers.");
        }
    }

    private void requireAlone() {
        if (line.hasArrow()) {
            throw incomplete("Unexpected '->'");
        }
        requireNoBody();
    }

    private @Nullable String staging() {
        return options.get(SqlPoolOption.STAGING);
    }

    private PoolAddress pool() {
        AuthMethod auth = parsed(SqlPoolOption.AUTH, AuthMethod::parse);
        if (auth == AuthMethod.AAD
                && (options.containsKey(SqlPoolOption.USER) || options.containsKey(SqlPoolOption.SECRET))) {
            throw new UsageException(
                    "Options --user and --secret do not go with --auth aad",
                    "The Spark pool's own identity logs in; leave them out or write --auth sql.");
        }
        return new PoolAddress(
                options.get(SqlPoolOption.SERVER),
                options.get(SqlPoolOption.DATABASE),
                auth,
                options.get(SqlPoolOption.USER),
                secret());
    }

    private @Nullable SecretReference secret() {
        String secret = options.get(SqlPoolOption.SECRET);
        try {
            return secret == null ? null : SecretReference.parse(secret);
        } catch (IllegalArgumentException e) {
            // Its message does not repeat the text, which may be a password.
            throw new UsageException(
                    String.valueOf(e.getMessage()), "If it was a password: it now stands in this notebook, change it.");
        }
    }

    private List<String> columns() {
        String columns = options.get(SqlPoolOption.COLUMNS);
        return columns == null ? List.of() : Names.columns(columns);
    }

    private Verification verify() {
        return value(SqlPoolOption.VERIFY, Verification::parse, Verification.COUNT);
    }

    private LossPolicy loss() {
        return options.containsKey(SqlPoolOption.ALLOW_LOSS) ? LossPolicy.ALLOW : LossPolicy.REFUSE;
    }

    private @Nullable Long limit() {
        return number(SqlPoolOption.LIMIT, Long.MAX_VALUE, "1 or more");
    }

    private @Nullable Integer maxStringLength() {
        Long length = number(SqlPoolOption.MAX_STRING_LENGTH, LONGEST_STRING, "1 to " + LONGEST_STRING);
        return length == null ? null : length.intValue();
    }

    private @Nullable Long number(SqlPoolOption option, long most, String range) {
        String text = options.get(option);
        if (text == null) {
            return null;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        throw new UsageException(
                "Invalid " + option.flag() + " '" + text + "'", "Write a whole number, " + range + '.');
    }

    private <T> T value(SqlPoolOption option, Function<String, T> parser, T standard) {
        T value = parsed(option, parser);
        return value == null ? standard : value;
    }

    private <T> @Nullable T parsed(SqlPoolOption option, Function<String, T> parser) {
        String text = options.get(option);
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(isWord(option) ? text.toLowerCase(Locale.ROOT) : text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    String.valueOf(e.getMessage()),
                    "%sqlpool help " + line.command().word() + " explains it.");
        }
    }

    /** Whether the value is one of a few words; a column's name must keep its letters as they are. */
    private static boolean isWord(SqlPoolOption option) {
        return option.choices().stream().noneMatch(choice -> choice.endsWith("("));
    }

    private void requireBody(String what) {
        if (body.isEmpty()) {
            throw new UsageException(
                    "Missing T-SQL",
                    "Write " + what + " on the lines below %%sqlpool "
                            + line.command().word() + '.');
        }
    }

    private void requireNoBody() {
        if (!body.isEmpty()) {
            throw new UsageException(
                    "Unexpected text below %%sqlpool " + line.command().word() + ": '"
                            + body.lines().findFirst().orElse("") + "'",
                    "Put it into a cell of its own; a line that goes on ends with a backslash.");
        }
    }

    private void requireNoSource() {
        line.source().ifPresent(word -> {
            throw new UsageException(
                    "Unexpected '" + word.raw() + "' after %%sqlpool "
                            + line.command().word(),
                    "Write " + line.command().form()
                            + (line.command().hasBody() ? ", and the T-SQL on the lines below." : "."));
        });
    }

    private UsageException incomplete(String what) {
        return new UsageException(what, "Write " + line.command().form() + '.');
    }
}
