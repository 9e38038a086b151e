package dev.sluice.kernel.console;

import dev.sluice.kernel.cell.GuardedCells;
import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.Cells;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Cells typed into a terminal. Tab completes, Ctrl-C clears what is typed or interrupts the cell that runs, {@code exit} or
 * Ctrl-D leaves.
 */
public final class InteractiveConsole {

    private final Cells cells;
    private final NotebookLanguage language;
    private final Path historyFile;
    private final Terminal terminal;
    private final InstantSource clock;

    InteractiveConsole(
            Cells cells, NotebookLanguage language, Path historyFile, Terminal terminal, InstantSource clock) {
        this.cells = new GuardedCells(cells);
        this.language = language;
        this.historyFile = historyFile;
        this.terminal = terminal;
        this.clock = clock;
    }

    /**
     * Runs a console on the terminal of this process until the user leaves. It does not close the cells.
     *
     * @param language what cells are written in that name no language
     * @param historyFile where typed cells are kept for the next time; only the user can read it
     */
    public static void run(Cells cells, NotebookLanguage language, Path historyFile) throws IOException {
        try (Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(true)
                .encoding(StandardCharsets.UTF_8)
                .build()) {
            new InteractiveConsole(cells, language, historyFile, terminal, InstantSource.system()).run();
        }
    }

    void run() throws IOException {
        protectHistory();
        Completer completer = (reader, line, candidates) -> {
            if (line instanceof CellLine cell) {
                // What the session's interpreter offers is printed, and may become a part of the line.
                cell.completion().matches().stream()
                        .filter(TerminalText::isPlain)
                        .forEach(match -> candidates.add(new Candidate(match)));
            }
        };
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("sluice")
                .parser(new CellLineParser(cells))
                .completer(completer)
                .variable(LineReader.HISTORY_FILE, historyFile)
                .variable(
                        LineReader.SECONDARY_PROMPT_PATTERN,
                        "%P" + ".".repeat(language.id().length()) + "> ")
                // A backslash and an exclamation mark are code here, and no matter of the shell's.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        PrintStream out = new PrintStream(terminal.output(), true, terminal.encoding());
        out.println("Sluice console: cells run as " + language.id() + ". %sqlpool help tells about transfers.");
        out.println(
                "The lines below a cell magic (%%) end with an empty line. Ctrl-C interrupts, exit or Ctrl-D leaves.");
        terminal.handle(Terminal.Signal.INT, signal -> cells.interrupt());
        ProgressLine progress = terminal.getType().startsWith(Terminal.TYPE_DUMB)
                ? ProgressLine.none()
                : ProgressLine.of(out, Math.max(20, terminal.getWidth()));
        CellReport report = new TextReport(out, new RedStream(out), progress);
        while (readAndRun(reader, report)) {
            terminal.flush();
        }
    }

    /** Returns whether the user stays. */
    private boolean readAndRun(LineReader reader, CellReport report) {
        String code;
        try {
            code = reader.readLine(language.id() + "> ").stripTrailing();
        } catch (UserInterruptException e) {
            return true;
        } catch (EndOfFileException e) {
            return false;
        }
        if (LeaveWord.is(code)) {
            return false;
        }
        if (!code.isBlank()) {
            Instant begun = clock.instant();
            CellOutcome outcome = cells.run(code, report.begin(0));
            report.end(0, outcome, Duration.between(begun, clock.instant()));
        }
        return true;
    }

    /** What is typed may be confidential. */
    private void protectHistory() throws IOException {
        Path folder = historyFile.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        historyFile,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (FileAlreadyExistsException e) {
            // From the last time, and protected then.
            return;
        }
    }
}
