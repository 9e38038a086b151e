package dev.sluice.magics;

import dev.sluice.livy.Cancellation;
import dev.sluice.livy.Language;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.Ticker;
import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.Completeness;
import dev.sluice.magics.cell.Completion;
import dev.sluice.magics.cell.MimeBundle;
import dev.sluice.magics.command.Magic;
import dev.sluice.magics.command.MagicCompletion;
import dev.sluice.magics.command.MagicInspection;
import dev.sluice.magics.render.Failures;
import dev.sluice.magics.session.NotebookSession;
import dev.sluice.magics.syntax.BuriedMagic;
import dev.sluice.magics.syntax.CellParser;
import dev.sluice.magics.syntax.CellPart;
import dev.sluice.magics.syntax.CodeShape;
import dev.sluice.magics.syntax.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one notebook, over one session of a Livy server.
 *
 * <pre>
 * cell ─► CellParser ─► magic   ─► Magics        ─► SqlPoolRequests ─► Transfers ─┐
 *                  └──► code    ─► LanguageCells ─────────────────────────────────┴► NotebookSession ─► Livy
 * </pre>
 */
public final class SluiceCells implements Cells {

    private final MagicsSettings settings;
    private final NotebookSession session;
    private final Magics magics;
    private final LanguageCells languages;
    private volatile @Nullable Cancellation current;

    private SluiceCells(MagicsSettings settings, LivyClient client, Ticker ticker, ScheduledExecutorService heart) {
        this.settings = settings;
        this.session = new NotebookSession(client, settings.session(), ticker, heart);
        this.languages = new LanguageCells(session, ticker, settings.sqlRowCap());
        this.magics = new Magics(session, languages, ticker, settings.language());
    }

    /**
     * Makes the cells of a notebook. Nothing is asked of the server before the first cell that needs it.
     *
     * @param client is closed with the cells
     */
    public static Cells create(MagicsSettings settings, LivyClient client) {
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sluice-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        return create(settings, client, Ticker.SYSTEM, heart);
    }

    static Cells create(MagicsSettings settings, LivyClient client, Ticker ticker, ScheduledExecutorService heart) {
        return new SluiceCells(settings, client, ticker, heart);
    }

    @Override
    public CellOutcome run(String code, CellOutput output) {
        Cancellation cancellation = new Cancellation();
        current = cancellation;
        try {
            List<CellPart> parts = CellParser.parse(code);
            // All names first, so that a cell with a mistake in it does nothing.
            parts.forEach(part -> requireKnown(part, code));
            return run(parts, output, cancellation);
        } catch (UsageException e) {
            return Failures.of(e);
        } catch (LivyException.AnswerLost e) {
            return cancellation.isRequested() ? Failures.givenUp(e) : Failures.of(e);
        } catch (LivyException e) {
            return Failures.of(e);
        } catch (RuntimeException e) {
            // The boundary: a defect must fail the cell and not the kernel.
            return Failures.of(e);
        } finally {
            current = null;
        }
    }

    private CellOutcome run(List<CellPart> parts, CellOutput output, Cancellation cancellation) {
        CellOutcome outcome = new CellOutcome.Succeeded(null);
        for (CellPart part : parts) {
            if (outcome instanceof CellOutcome.Succeeded succeeded && succeeded.result() != null) {
                output.display(succeeded.result());
            }
            outcome = run(part, output, cancellation);
            if (outcome instanceof CellOutcome.Failed) {
                return outcome;
            }
        }
        return outcome;
    }

    private void requireKnown(CellPart part, String cell) {
        if (part instanceof CellPart.LineMagic magic) {
            Magic unused = Magic.of(magic.name(), '%' + magic.name());
        } else if (part instanceof CellPart.CellMagic magic) {
            Magic known = Magic.of(magic.name(), "%%" + magic.name());
            if (known != Magic.CONFIGURE) {
                requireNoneBuried(LanguageMagics.language(known).orElse(Language.SQL), magic.body(), cell);
            }
        } else if (part instanceof CellPart.Code code) {
            requireNoneBuried(settings.language(), code.text(), cell);
        }
    }

    private static void requireNoneBuried(Language language, String code, String cell) {
        if (code.indexOf('%') < 0) {
            return;
        }
        BuriedMagic.in(language, code, Magic.words()).ifPresent(magic -> {
            int above = (int) cell.substring(0, Math.max(0, cell.lastIndexOf(code)))
                    .chars()
                    .filter(each -> each == '\n')
                    .count();
            throw new UsageException(
                    "Magic " + magic.typed() + " stands below code, on line " + (above + magic.line() + 1)
                            + " of its cell",
                    "A magic must come first in its cell: put it, and what belongs to it, into a cell of its own. Comments"
                            + " and blank lines may stand above it.");
        });
    }

    private CellOutcome run(CellPart part, CellOutput output, Cancellation cancellation) {
        if (part instanceof CellPart.CellMagic magic) {
            return magics.run(
                    Magic.of(magic.name(), "%%" + magic.name()), magic.arguments(), magic.body(), output, cancellation);
        }
        if (part instanceof CellPart.LineMagic magic) {
            return magics.run(Magic.of(magic.name(), '%' + magic.name()), magic.arguments(), "", output, cancellation);
        }
        return languages.run(settings.language(), ((CellPart.Code) part).text(), output, cancellation);
    }

    @Override
    public void interrupt() {
        Cancellation cancellation = current;
        if (cancellation != null) {
            cancellation.request();
        }
    }

    @Override
    public Completion complete(String code, int cursor) {
        int at = Math.max(0, Math.min(cursor, code.length()));
        CellCursor where = CellCursor.of(code, at, settings.language());
        if (where instanceof CellCursor.InMagicLine magic) {
            return completed(magic, at);
        }
        int start = wordStart(code, at);
        if (where instanceof CellCursor.InCode in && at >= in.start()) {
            List<String> candidates = session.complete(in.language(), in.code(), at - in.start());
            return new Completion(fitting(candidates, code, start, at), start, at);
        }
        return new Completion(List.of(), start, at);
    }

    /** In the white space before a magic there is no word. */
    private static Completion completed(CellCursor.InMagicLine magic, int at) {
        if (at < magic.start()) {
            return new Completion(List.of(), at, at);
        }
        MagicCompletion completion = MagicCompletion.of(magic.line().substring(0, at - magic.start()));
        return new Completion(completion.matches(), magic.start() + completion.start(), at);
    }

    /**
     * Returns what can replace the last word. Python's interpreters answer with the whole path, such as {@code df.select},
     * and Scala's mix signatures in.
     */
    private static List<String> fitting(List<String> candidates, String code, int start, int end) {
        int pathStart = start;
        while (pathStart > 0
                && (code.charAt(pathStart - 1) == '.' || Character.isJavaIdentifierPart(code.charAt(pathStart - 1)))) {
            pathStart--;
        }
        String path = code.substring(pathStart, start);
        String word = code.substring(start, end);
        return candidates.stream()
                .map(candidate -> candidate.startsWith(path) ? candidate.substring(path.length()) : candidate)
                .filter(candidate ->
                        candidate.startsWith(word) && candidate.chars().noneMatch(Character::isWhitespace))
                .filter(candidate -> !candidate.isEmpty())
                .distinct()
                .toList();
    }

    private static int wordStart(String code, int cursor) {
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor) {
        int at = Math.max(0, Math.min(cursor, code.length()));
        if (CellCursor.of(code, at, settings.language()) instanceof CellCursor.InMagicLine magic) {
            return MagicInspection.of(magic.line(), at - magic.start()).map(MimeBundle::text);
        }
        return Optional.empty();
    }

    @Override
    public Completeness completeness(String code) {
        List<CellPart> parts = CellParser.parse(code);
        if (parts.isEmpty()) {
            return Completeness.COMPLETE;
        }
        CellPart last = parts.get(parts.size() - 1);
        if (last instanceof CellPart.Code) {
            return CodeShape.of(settings.language(), code);
        }
        return last instanceof CellPart.CellMagic magic ? magicCompleteness(magic, code) : Completeness.COMPLETE;
    }

    private static Completeness magicCompleteness(CellPart.CellMagic magic, String code) {
        Optional<Magic> known = Magic.find(magic.name());
        if (known.isEmpty()) {
            return Completeness.INVALID;
        }
        Optional<Language> language = LanguageMagics.language(known.get());
        if (language.isPresent()) {
            return magic.body().isBlank() && magic.arguments().isBlank()
                    ? Completeness.INCOMPLETE
                    : CodeShape.of(language.get(), magic.body() + (code.endsWith("\n") ? "\n" : ""));
        }
        boolean needsBody = switch (known.get()) {
            case SQLPOOL -> magic.arguments().matches("(?:query|run)\\b.*");
            case CONFIGURE -> !magic.arguments().contains("{");
            default -> false;
        };
        return needsBody && magic.body().isBlank() ? Completeness.INCOMPLETE : Completeness.COMPLETE;
    }

    @Override
    public void close() {
        interrupt();
        session.close();
    }
}
