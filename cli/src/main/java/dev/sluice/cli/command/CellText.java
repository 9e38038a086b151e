package dev.sluice.cli.command;

import dev.sluice.pool.supervisor.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The text of a file of cells, or why it is none. */
final class CellText {

    /** Name of the standard input. */
    private static final String STANDARD_INPUT = "-";

    /** More than anybody writes, and less than fills the memory: a device as a file would never end. */
    private static final int MAX_BYTES = 16 << 20;

    private CellText() {}

    /**
     * Reads a file.
     *
     * @param name path of the file, or {@code -} for the standard input
     * @throws CommandFailure if it cannot be read, or is no text in UTF-8
     */
    static String of(String name, InputStream standardInput) {
        if (name.equals(STANDARD_INPUT)) {
            try {
                return decoded("the standard input", standardInput.readNBytes(MAX_BYTES + 1));
            } catch (IOException e) {
                throw failure("the standard input", FileFault.of(e));
            }
        }
        Path file = Path.of(name);
        if (Files.isDirectory(file)) {
            throw failure(
                    "'" + name + "'", "it is a folder. Name a file of cells, separated by lines that begin with # %%");
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = decoded(name, in.readNBytes(MAX_BYTES + 1));
            if (isNotebook(name, text)) {
                throw failure(
                        name,
                        "it is a notebook. Open it in ./sluice lab, or copy its cells into a file, separated by lines"
                                + " that begin with # %%");
            }
            return text;
        } catch (IOException e) {
            throw failure(name, FileFault.of(file, e));
        }
    }

    private static boolean isNotebook(String name, String text) {
        return name.toLowerCase(Locale.ROOT).endsWith(".ipynb")
                || (text.stripLeading().startsWith("{") && text.contains("\"nbformat\""));
    }

    private static String decoded(String name, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw failure(name, "it is longer than " + (MAX_BYTES >> 20) + " MiB. Is it a file of cells?");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean isText = !decoder.decode(in, out, true).isError();
        String text = out.flip().toString();
        int zero = text.indexOf('\0');
        if (zero >= 0) {
            throw failure(name, "it is no text: character " + (zero + 1) + " is a zero. Is it a file of cells?");
        }
        if (!isText) {
            throw failure(
                    name,
                    String.format(
                            Locale.ROOT,
                            "it is no text in UTF-8: byte %d is 0x%02X. Save it as UTF-8",
                            in.position() + 1,
                            in.get(in.position())));
        }
        return text;
    }

    private static CommandFailure failure(String name, String reason) {
        return new CommandFailure("Cannot read cells from " + name + ": " + reason);
    }
}
