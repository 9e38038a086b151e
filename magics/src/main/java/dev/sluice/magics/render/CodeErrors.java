package dev.sluice.magics.render;

import dev.sluice.livy.Language;
import dev.sluice.livy.StatementOutput;
import dev.sluice.magics.cell.CellOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Errors of code. Livy names every error of Scala and SQL {@code Error}, so that their class is taken from the message;
 * plans that Spark prints behind the message of an AnalysisException and frames of the JVM are cut.
 */
final class CodeErrors {

    private static final Pattern ANSI = Pattern.compile("\u001B\\[[0-9;?]*[ -/]*[@-~]");

    /** Such as {@code java.lang.RuntimeException: boom}. */
    private static final Pattern CLASS = Pattern.compile(
            "^((?:[\\w$]+\\.)+[\\w$]*(?:Exception|Error|Failure|Throwable))(?:: ?(.*))?$", Pattern.DOTALL);

    /** Such as {@code <console>:24: error: not found: value x}. */
    private static final Pattern COMPILER = Pattern.compile("^<(?:console|pastie)>:\\d+: error: (.*)$", Pattern.DOTALL);

    /** Such as {@code [DIVIDE_BY_ZERO] Division by zero}: an error class of Spark. */
    private static final Pattern SPARK_CLASS = Pattern.compile("^\\s*\\[([A-Z][A-Z0-9_.]+)]");

    /** Where Spark begins to print the plan it could not resolve. */
    private static final Pattern PLAN = Pattern.compile(";?\\s*\\n\\s*(?:'|\\+- |== SQL ==\\n-- plan)[\\s\\S]*$");

    /** What Py4J puts before the message of a Java exception. */
    private static final Pattern PY4J = Pattern.compile("^An error occurred while calling [^\\n]*\\n: ");

    /** Files of the libraries between the user's Python and Spark: their frames tell nothing about the cell. */
    private static final Pattern LIBRARY_FRAME =
            Pattern.compile("^  File \"[^\"]*(?:/pyspark/|/pyspark\\.zip/|/py4j/|/py4j-[^/]*\\.zip/).*");

    /** What the JVM writes between stacks. */
    private static final Pattern STACK_REMARK =
            Pattern.compile("\\s*(?:\\.\\.\\. \\d+ (?:more|elided)|Driver stacktrace:)\\s*");

    private static final int FRAMES = 3;
    private static final int MESSAGE_LINES = 20;
    private static final int TRACEBACK_LINES = 100;

    private CodeErrors() {}

    static CellOutcome.Failed render(StatementOutput.Failed failed, Language language) {
        String value = clean(failed.value()).strip();
        String name = failed.name();
        if (!name.equals("Error")) {
            String message = withoutPlan(PY4J.matcher(value).replaceFirst(""));
            return outcome(name, withoutFrames(message), failed.traceback());
        }
        Matcher withClass = CLASS.matcher(value);
        if (withClass.matches()) {
            String message = withClass.group(2) == null ? "" : withClass.group(2);
            return outcome(withClass.group(1), withoutFrames(withoutPlan(message)), failed.traceback());
        }
        Matcher compiler = COMPILER.matcher(value);
        if (language == Language.SPARK && compiler.matches()) {
            return outcome("CompilationError", compiler.group(1), failed.traceback());
        }
        // The stack of a SQL error is Spark's own: it tells nothing about the statement.
        List<String> traceback = language == Language.SQL ? List.of() : failed.traceback();
        return outcome(sqlName(value, language), withoutFrames(withoutPlan(value)), traceback);
    }

    private static String sqlName(String value, Language language) {
        Matcher spark = SPARK_CLASS.matcher(value);
        if (!spark.find()) {
            return language == Language.SQL ? "SqlError" : "Error";
        }
        if (spark.group(1).startsWith("PARSE_")) {
            return "ParseException";
        }
        boolean analysis = value.contains("; line ") || PLAN.matcher(value).find();
        return analysis ? "AnalysisException" : "SparkException";
    }

    private static CellOutcome.Failed outcome(String name, String message, List<String> stack) {
        String headline = message.isEmpty() ? name : name + ": " + message;
        List<String> traceback = new ArrayList<>();
        for (String piece : stack) {
            clean(piece).lines().forEach(traceback::add);
        }
        traceback = withFewFrames(withoutLibraries(
                withoutPlan(String.join("\n", traceback)).lines().toList()));
        String firstLine =
                (message.isEmpty() ? name : message).lines().findFirst().orElse(name);
        if (traceback.stream().noneMatch(line -> line.endsWith(": " + firstLine) || line.equals(firstLine))) {
            // Python tells the error last, the JVM first.
            int at = isPython(traceback) ? traceback.size() : 0;
            traceback.addAll(at, headline.lines().toList());
        }
        return new CellOutcome.Failed(name, message.isEmpty() ? name : message, traceback);
    }

    private static boolean isPython(List<String> traceback) {
        return !traceback.isEmpty() && traceback.get(0).startsWith("Traceback");
    }

    /** Leaves out frames of libraries of a Python traceback, each with the code below it, and says so. */
    private static List<String> withoutLibraries(List<String> lines) {
        List<String> kept = new ArrayList<>();
        boolean inLibrary = false;
        boolean told = false;
        for (String line : lines) {
            inLibrary = LIBRARY_FRAME.matcher(line).matches() || (inLibrary && line.startsWith("    "));
            if (!inLibrary) {
                kept.add(line);
                told = false;
            } else if (!told) {
                kept.add("  ... in pyspark");
                told = true;
            }
        }
        return kept;
    }

    private static List<String> withFewFrames(List<String> lines) {
        List<String> kept = new ArrayList<>();
        int frames = 0;
        for (String line : lines) {
            frames = isFrame(line) ? frames + 1 : 0;
            if (frames == FRAMES + 1) {
                kept.add("    ...");
            } else if (frames <= FRAMES) {
                kept.add(line);
            }
        }
        if (kept.size() <= TRACEBACK_LINES) {
            return kept;
        }
        int left = kept.size() - TRACEBACK_LINES;
        List<String> ends = new ArrayList<>(kept.subList(0, TRACEBACK_LINES / 2));
        ends.add(String.format(Locale.ROOT, "    ... %d lines ...", left));
        ends.addAll(kept.subList(kept.size() - TRACEBACK_LINES / 2, kept.size()));
        return ends;
    }

    private static boolean isFrame(String line) {
        return line.startsWith("\tat ")
                || line.startsWith("  at ")
                || line.startsWith("    at ")
                || line.matches("[\\w$.]+/?[\\w$.]+\\([\\w$. ]+(:\\d+)?\\)");
    }

    private static String withoutPlan(String message) {
        return PLAN.matcher(message).replaceFirst("");
    }

    private static String withoutFrames(String message) {
        List<String> kept = message.lines()
                .filter(line -> !isFrame(line) && !STACK_REMARK.matcher(line).matches())
                .limit(MESSAGE_LINES)
                .toList();
        return String.join("\n", kept).strip();
    }

    private static String clean(String text) {
        return ANSI.matcher(text).replaceAll("");
    }
}
