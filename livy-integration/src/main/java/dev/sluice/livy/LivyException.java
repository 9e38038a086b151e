package dev.sluice.livy;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What went wrong with a Livy server. Messages are for the person at the notebook: what, and what to do. */
public abstract sealed class LivyException extends RuntimeException {

    /** What Livy puts between the parts of a log, whether there are lines in them or not. */
    private static final Pattern HEADING = Pattern.compile("\\s*(?:stdout:|stderr:|YARN Diagnostics:|)\\s*");

    private LivyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The server does not answer. Whether it has seen the request is not known. */
    public static final class Unreachable extends LivyException {
        public Unreachable(String address, String reason, @Nullable Throwable cause) {
            super(
                    "Cannot reach Livy at " + address + ": " + reason
                            + ". Check that the Spark pool is up (./sluice up starts the local one) and that the address"
                            + " is right.",
                    cause);
        }
    }

    /** The server does not accept who asks. */
    public static final class Unauthorized extends LivyException {
        public Unauthorized(String address, int status, String reason) {
            super(
                    "Livy at " + address + " refused the login (HTTP " + status + "): " + reason
                            + ". Check the user and the password or token, and that the user may use this Spark pool.",
                    null);
        }
    }

    /** The server does not know the session or statement, or no longer does. */
    public static final class NotFound extends LivyException {
        public NotFound(String what, String reason) {
            super("Livy does not know " + what + ": " + reason + ".", null);
        }
    }

    /** The server does not accept what was asked. */
    public static final class Refused extends LivyException {
        private final int status;

        public Refused(String what, int status, String reason) {
            super("Livy refused " + what + " (HTTP " + status + "): " + reason + ".", null);
            this.status = status;
        }

        private Refused(Refused refusal, String advice) {
            super(refusal.getMessage() + ' ' + advice, refusal);
            this.status = refusal.status;
        }

        /** Returns the same refusal with a sentence on what to do. */
        public Refused withAdvice(String advice) {
            return new Refused(this, advice);
        }

        /** Returns the HTTP status. */
        public int status() {
            return status;
        }
    }

    /** The server failed to answer properly. */
    public static final class Failed extends LivyException {
        private final int status;

        public Failed(String what, int status, String reason) {
            super(
                    "Livy failed on " + what + " (HTTP " + status + "): " + reason
                            + ". Try again; the log of the Livy server says more.",
                    null);
            this.status = status;
        }

        /** Returns the HTTP status. */
        public int status() {
            return status;
        }
    }

    /** The answer is no answer of Livy's. */
    public static final class NotLivy extends LivyException {
        public NotLivy(String address, String what, @Nullable Throwable cause) {
            super(
                    "What answers at " + address + " does not speak Livy's protocol: " + what
                            + ". Check the address; it ends before /sessions.",
                    cause);
        }
    }

    /** The session has ended. */
    public static final class SessionOver extends LivyException {
        private final List<String> log;

        /**
         * Says that a session has ended.
         *
         * @param end how, such as {@code is dead}
         * @param log the last lines of its log
         */
        public SessionOver(String sessionId, String end, List<String> log) {
            super(
                    "The Spark session " + sessionId + " " + end + ". Its variables and views are lost."
                            + " The next cell starts a new session; run the cells again that made what it needs."
                            + lines(log),
                    null);
            this.log = List.copyOf(log);
        }

        /** Returns the last lines of the session's log. */
        public List<String> log() {
            return log;
        }
    }

    /** The session ended before it was ready. */
    public static final class StartFailed extends LivyException {
        /**
         * Says that a session did not start.
         *
         * @param end how it ended, such as {@code dead}
         * @param log the last lines of its log
         */
        public StartFailed(String sessionId, String end, List<String> log) {
            super(
                    "The Spark session " + sessionId + " did not start: it is " + end
                            + ". Check its settings (%%configure) and whether the Spark pool has room, then run the cell"
                            + " again." + lines(log),
                    null);
        }
    }

    /** The user gave up waiting. */
    public static final class StartCancelled extends LivyException {
        public StartCancelled(String sessionId) {
            super(
                    "The start of the Spark session " + sessionId + " was cancelled. The next cell starts a new one.",
                    null);
        }
    }

    private static String lines(List<String> log) {
        List<String> said = log.stream()
                .flatMap(String::lines)
                .filter(line -> !HEADING.matcher(line).matches())
                .toList();
        return said.isEmpty() ? "" : "\nThe end of its log:\n  " + String.join("\n  ", said);
    }
}
