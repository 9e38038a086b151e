package dev.sluice.magics;

import dev.sluice.livy.Cancellation;
import dev.sluice.livy.Language;
import dev.sluice.livy.SessionStatements;
import dev.sluice.livy.StatementOutput;
import dev.sluice.livy.Ticker;
import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.MimeBundle;
import dev.sluice.magics.render.CellProgress;
import dev.sluice.magics.render.Failures;
import dev.sluice.magics.render.LanguageResults;
import dev.sluice.magics.session.NotebookSession;
import dev.sluice.magics.session.Work;
import dev.sluice.magics.syntax.SqlStatements;
import java.util.List;
import java.util.Optional;

/** Runs code of a language and shows what it says. */
final class LanguageCells {

    private final NotebookSession session;
    private final Ticker ticker;
    private final int sqlRowCap;

    LanguageCells(NotebookSession session, Ticker ticker, int sqlRowCap) {
        this.session = session;
        this.ticker = ticker;
        this.sqlRowCap = sqlRowCap;
    }

    /** Runs a cell. SQL may hold several statements: the results of all but the last are shown before. */
    CellOutcome run(Language language, String code, CellOutput output, Cancellation cancellation) {
        List<String> statements = language == Language.SQL ? SqlStatements.split(code) : List.of(code);
        CellProgress progress = new CellProgress(output, ticker, language.title());
        CellOutcome outcome = new CellOutcome.Succeeded(null);
        try {
            for (String statement : statements) {
                if (outcome instanceof CellOutcome.Succeeded succeeded && succeeded.result() != null) {
                    output.display(succeeded.result());
                }
                outcome = outcome(
                        language,
                        session.run(
                                language, statement, SessionStatements.Ending.SILENT, new Work(cancellation, progress)),
                        output);
                if (outcome instanceof CellOutcome.Failed) {
                    return outcome;
                }
            }
            return outcome;
        } finally {
            progress.ended();
        }
    }

    private CellOutcome outcome(Language language, StatementOutput said, CellOutput output) {
        if (said instanceof StatementOutput.Failed failed) {
            printedBefore(failed, output);
            return Failures.of(failed, language);
        }
        if (said instanceof StatementOutput.Cancelled cancelled) {
            printedBefore(cancelled, output);
            return Failures.of(cancelled);
        }
        StatementOutput.Ok ok = (StatementOutput.Ok) said;
        Optional<LanguageResults.Apart> apart = LanguageResults.apart(ok.data());
        if (apart.isPresent()) {
            print(CellOutput.Stream.OUT, apart.get().stdout(), output);
            print(CellOutput.Stream.ERR, apart.get().stderr(), output);
            String result = apart.get().result();
            return new CellOutcome.Succeeded(result == null ? null : MimeBundle.text(result));
        }
        // Beside HTML, text is the same once more; beside everything else it is what the code printed.
        Object text = ok.data().containsKey(MimeBundle.HTML) ? null : ok.data().get(MimeBundle.TEXT);
        if (text != null) {
            print(CellOutput.Stream.OUT, text.toString(), output);
        }
        return new CellOutcome.Succeeded(
                LanguageResults.rich(ok.data(), sqlRowCap).orElse(null));
    }

    /** Code that does not end well may have printed before. Servers other than the local pool's do not tell what. */
    private static void printedBefore(StatementOutput ended, CellOutput output) {
        Optional<LanguageResults.Apart> apart = LanguageResults.apart(ended.data());
        if (apart.isPresent()) {
            print(CellOutput.Stream.OUT, apart.get().stdout(), output);
            print(CellOutput.Stream.ERR, apart.get().stderr(), output);
        } else if (ended.data().get(MimeBundle.TEXT) instanceof String text) {
            print(CellOutput.Stream.OUT, text, output);
        }
    }

    private static void print(CellOutput.Stream stream, String text, CellOutput output) {
        if (!text.isEmpty()) {
            output.text(stream, text.endsWith("\n") ? text : text + '\n');
        }
    }
}
