package dev.sluice.magics;

import dev.sluice.livy.Cancellation;
import dev.sluice.livy.Language;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.Ticker;
import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.MimeBundle;
import dev.sluice.magics.command.Configuration;
import dev.sluice.magics.command.Magic;
import dev.sluice.magics.command.SqlPoolHelp;
import dev.sluice.magics.command.SqlPoolRequests;
import dev.sluice.magics.execution.Transfers;
import dev.sluice.magics.render.CellProgress;
import dev.sluice.magics.render.Failures;
import dev.sluice.magics.render.Receipts;
import dev.sluice.magics.render.Reports;
import dev.sluice.magics.render.SessionInfo;
import dev.sluice.magics.session.NotebookSession;
import dev.sluice.magics.session.Work;
import dev.sluice.magics.syntax.UsageException;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferOutcome;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferReport;
import dev.sluice.transfer.TransferRequest;
import java.util.List;
import java.util.Optional;

/** Runs magics. Every magic may be typed as a cell magic or as a line magic. */
final class Magics {

    private static final int LOG_LINES = 100;

    private final NotebookSession session;
    private final LanguageCells languages;
    private final Ticker ticker;
    private final Transfers transfers;

    Magics(NotebookSession session, LanguageCells languages, Ticker ticker, Language notebook) {
        this.session = session;
        this.languages = languages;
        this.ticker = ticker;
        this.transfers = new Transfers(session, notebook);
    }

    /**
     * Runs a magic.
     *
     * @param arguments the rest of its line
     * @param body the lines below; blank for a line magic
     */
    CellOutcome run(Magic magic, String arguments, String body, CellOutput output, Cancellation cancellation) {
        Optional<Language> language = LanguageMagics.language(magic);
        if (language.isPresent()) {
            return languages.run(language.get(), code(magic, arguments, body), output, cancellation);
        }
        return switch (magic) {
            case SQLPOOL -> sqlPool(arguments, body, output, cancellation);
            case CONFIGURE -> configure(Configuration.parse(arguments, body), output, cancellation);
            case INFO -> {
                requireNone(magic, arguments, body);
                List<LivySession> sessions = cancellation.interruptibly(session::sessions);
                yield new CellOutcome.Succeeded(
                        SessionInfo.render(session.address(), session.current(), session.properties(), sessions));
            }
            case LOGS -> logs(arguments, cancellation);
            case CLEANUP -> cleanup(cancellation);
            default -> new CellOutcome.Succeeded(help(arguments));
        };
    }

    private static String code(Magic magic, String arguments, String body) {
        if (arguments.startsWith("-")) {
            throw new UsageException(
                    "Unexpected '" + arguments + "' after %%" + magic.word(),
                    "It takes no options; write the code on the lines below.");
        }
        String code = arguments.isEmpty() ? body : arguments + '\n' + body;
        if (code.isBlank()) {
            throw new UsageException("Missing code", "Write it on the lines below %%" + magic.word() + '.');
        }
        return code;
    }

    private CellOutcome sqlPool(String arguments, String body, CellOutput output, Cancellation cancellation) {
        if (arguments.equals("help") || arguments.startsWith("help ")) {
            return new CellOutcome.Succeeded(MimeBundle.text(SqlPoolHelp.of(arguments.substring("help".length()))));
        }
        TransferRequest request = SqlPoolRequests.parse(arguments, body, TransferId.create());
        CellProgress progress = new CellProgress(output, ticker, label(arguments));
        TransferOutcome outcome;
        try {
            outcome = transfers.run(
                    request, new Work(cancellation, progress), said -> output.text(CellOutput.Stream.OUT, said));
        } finally {
            progress.ended();
        }
        if (outcome instanceof TransferReport report) {
            return new CellOutcome.Succeeded(Reports.render(report));
        }
        return outcome instanceof TransferReceipt receipt
                ? new CellOutcome.Succeeded(Receipts.render(receipt))
                : Failures.of((TransferFailure) outcome, output);
    }

    /** The beginning of the line, up to its options, which may be long. */
    private static String label(String arguments) {
        int options = arguments.indexOf(" --");
        return "sqlpool " + (options < 0 ? arguments : arguments.substring(0, options));
    }

    private CellOutcome configure(Configuration configuration, CellOutput output, Cancellation cancellation) {
        Optional<LivySession> current = session.current();
        if (current.isPresent() && !configuration.force()) {
            throw new UsageException(
                    "The Spark session " + current.get().id() + " has started already",
                    "Write %%configure -f to restart it with these settings; its variables and views are lost then.");
        }
        end(cancellation);
        session.configure(configuration.properties());
        if (current.isEmpty()) {
            return new CellOutcome.Succeeded(
                    MimeBundle.text("The session will start with these settings, with the first cell that needs it."));
        }
        CellProgress progress = new CellProgress(output, ticker, "session");
        LivySession restarted;
        try {
            restarted = session.start(new Work(cancellation, progress));
        } finally {
            progress.ended();
        }
        return new CellOutcome.Succeeded(MimeBundle.text(
                "Spark session " + restarted.id() + " has started with these settings, in place of session "
                        + current.get().id() + '.'));
    }

    private CellOutcome logs(String arguments, Cancellation cancellation) {
        int lines = arguments.isEmpty() ? LOG_LINES : lines(arguments);
        if (session.current().isEmpty()) {
            return new CellOutcome.Succeeded(
                    MimeBundle.text("There is no session yet: the first cell with code starts it."));
        }
        List<String> log = cancellation.interruptibly(() -> session.log(lines));
        return new CellOutcome.Succeeded(
                MimeBundle.text(log.isEmpty() ? "The server shows no log." : String.join("\n", log)));
    }

    private static int lines(String arguments) {
        if (arguments.matches("[1-9][0-9]{0,5}")) {
            return Integer.parseInt(arguments);
        }
        throw new UsageException("Invalid number of lines '" + arguments + "'", "Write for example %logs 50.");
    }

    private CellOutcome cleanup(Cancellation cancellation) {
        Optional<LivySession> current = session.current();
        end(cancellation);
        return new CellOutcome.Succeeded(MimeBundle.text(current.map(
                        ended -> "Spark session " + ended.id() + " has ended. The next cell with code starts another.")
                .orElse("There is no session to end.")));
    }

    private void end(Cancellation cancellation) {
        Optional<LivySession> unused = cancellation.interruptibly(() -> {
            session.end();
            return session.current();
        });
    }

    private static MimeBundle help(String arguments) {
        String name = arguments.replace("%", "").strip();
        if (name.isEmpty()) {
            return MimeBundle.text(Magic.overview());
        }
        Magic magic = Magic.of(name, "%%" + name);
        return MimeBundle.text(magic == Magic.SQLPOOL ? SqlPoolHelp.of("") : magic.help());
    }

    private static void requireNone(Magic magic, String arguments, String body) {
        if (!arguments.isEmpty() || !body.isBlank()) {
            throw new UsageException(
                    "Unexpected text after %" + magic.word(), "It stands alone; write the rest into another cell.");
        }
    }
}
