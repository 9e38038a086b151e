package dev.sluice.magics.execution;

import dev.sluice.livy.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Code of the statement that carries a transfer. Of the user's text it holds base64 alone, and the name of a frame that has
 * been checked to be an identifier. It prints one line and leaves no name behind in the session. It ends in a comment that no
 * other statement has: if the answer to its posting is lost, it is found by it, and never taken for the same transfer of
 * another cell.
 */
final class TransferCode {

    /** What Python prints instead of an outcome if there is no such variable. */
    static final String MISSING = "sluice-frame:missing";

    /** What Python prints, and then the class, if the variable holds no DataFrame of Spark. */
    static final String WRONG_KIND = "sluice-frame:kind:";

    /** A string constant of a class file takes 65,535 bytes. */
    private static final int LONGEST_LITERAL = 30_000;

    private static final String ENTRY = "dev.sluice.connector.SluiceTransfers";

    private TransferCode() {}

    /** Returns code that runs a request which needs no variable. */
    static String run(Language language, String requestBase64) {
        if (language == Language.PYSPARK) {
            return "print(spark._jvm." + ENTRY + ".run(spark._jsparkSession, \"" + requestBase64 + "\"))" + mark("#");
        }
        return "println(_root_." + ENTRY + ".run(spark, " + scalaLiteral(requestBase64) + "))" + mark("//");
    }

    /** Returns code that writes a variable of the language. */
    static String write(Language language, String variable, String requestBase64) {
        if (language == Language.PYSPARK) {
            // A lambda, because an assignment would leave names in the user's session.
            return "(lambda found, frame: print(\"" + MISSING + "\" if not found"
                    + " else \"" + WRONG_KIND + "\" + type(frame).__module__ + \".\" + type(frame).__qualname__"
                    + " if not hasattr(frame, \"_jdf\")"
                    + " else spark._jvm." + ENTRY + ".write(spark._jsparkSession, frame._jdf, \"" + requestBase64
                    + "\")))(\"" + variable + "\" in globals(), globals().get(\"" + variable + "\"))"
                    + mark("#");
        }
        return "println(_root_." + ENTRY + ".write(spark, `" + variable + "`.asInstanceOf[AnyRef], "
                + scalaLiteral(requestBase64) + "))" + mark("//");
    }

    private static String mark(String comment) {
        return " " + comment + " sluice " + UUID.randomUUID();
    }

    private static String scalaLiteral(String text) {
        if (text.length() <= LONGEST_LITERAL) {
            return '"' + text + '"';
        }
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < text.length(); i += LONGEST_LITERAL) {
            pieces.add('"' + text.substring(i, Math.min(text.length(), i + LONGEST_LITERAL)) + '"');
        }
        return pieces.stream().collect(Collectors.joining(", ", "Seq(", ").mkString"));
    }
}
