package dev.sluice.livy;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What went wrong with a Livy server. Messages are for the person at the notebook: what, and what to do. */
public abstract sealed class LivyException extends RuntimeException {

    /** What Livy puts between the parts of a log, whether there are lines in them or not. */
    private static final Pattern HEADING = Pattern.compile("\\s*(?:stdout:|stderr:|YARN Diagnostics:|)\\s*");

    private final String reason;

    private LivyException(String message, String reason, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns the reason alone, in a clause. */
    public String reason() {
        return reason;
    }

    /** No connection came about: the server has not seen the request. */
    public static final class Unreachable extends LivyException {
        public Unreachable(String address, String reason, @Nullable Throwable cause) {
            super(
                    "Cannot reach Livy at " + address + ": " + reason
                            + ". Check that the Spark pool is up (./sluice up starts the local one) and that the address"
                            + " is right.",
                    reason,
                    cause);
        }
    }

    /** The server has ended, and its sessions with it. */
    public static final class ServerGone extends LivyException {
        public ServerGone(String address, String reason, @Nullable Throwable cause) {
            super(
                    "Cannot reach Livy at " + address + ": " + reason
                            + ". Check that the Spark pool is up (./sluice up starts the local one) and that the address"
                            + " is right.",
                    reason,
                    cause);
        }
    }

    /** The request was sent, but no answer came. Whether the server has seen it is not known. */
    public static final class AnswerLost extends LivyException {
        public AnswerLost(String address, String reason, @Nullable Throwable cause) {
            super(
                    "Livy at " + address + " did not answer: " + reason
                            + ". Check that the Spark pool is up and what stands between it and the notebook, then try"
                            + " again.",
                    reason,
                    cause);
        }
    }

    /** The server does not accept who asks (HTTP 401), or what they may do (HTTP 403). */
    public static final class Unauthorized extends LivyException {
        private final int status;

        public Unauthorized(String address, int status, String reason) {
            super(
                    status == 403
                            ? "Livy at " + address + " knows the login and forbids the request (HTTP 403): " + reason
                                    + ". Ask for the right to use this Spark pool, or log in as someone who has it."
                            : "Livy at " + address + " refused the login (HTTP " + status + "): " + reason
                                    + ". Check the user and the password or token, and whether they have expired.",
                    "HTTP " + status + ", " + reason,
                    null);
            this.status = status;
        }

        /** Returns the HTTP status. */
        public int status() {
            return status;
        }
    }

    /** The server does not know the session or statement, or no longer does. */
    public static final class NotFound extends LivyException {
        public NotFound(String what, String reason) {
            super("Livy does not know " + what + ": " + reason + ".", reason, null);
        }
    }

    /** The server does not accept what was asked. */
    public static final class Refused extends LivyException {
        private final int status;

        public Refused(String what, int status, String reason) {
            super("Livy refused " + what + " (HTTP " + status + "): " + reason + ".", reason, null);
            this.status = status;
        }

        private Refused(Refused refusal, String advice) {
            super(refusal.getMessage() + ' ' + advice, refusal.reason(), refusal);
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

    /** The server takes no more requests for now: by 429 it has done nothing; behind a 503 with a time to wait it may have. */
    public static final class Busy extends LivyException {
        private final int status;
        private final Duration retryAfter;

        /**
         * Says that the server takes no more requests.
         *
         * @param retryAfter time that it asks to wait; zero if it names none
         */
        public Busy(String address, int status, String reason, Duration retryAfter) {
            super(
                    "Livy at " + address + " takes no more requests for now (HTTP " + status + "): " + reason
                            + ". Run the cell again "
                            + (retryAfter.isZero() ? "in a while" : "in " + retryAfter.toSeconds() + " s") + '.',
                    "HTTP " + status + ", " + reason,
                    null);
            this.status = status;
            this.retryAfter = retryAfter;
        }

        /** Returns whether the request was turned away before anything was done about it. A 503 may come from a gateway. */
        public boolean isTurnedAway() {
            return status == 429;
        }

        /** Returns how long the server wants to be left alone; zero if it does not say. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The server failed to answer properly (HTTP 5xx). Whether it has done what was asked is not known. */
    public static final class Failed extends LivyException {
        private final int status;

        public Failed(String what, int status, String reason) {
            super(message(what, status, reason), "HTTP " + status + ", " + reason, null);
            this.status = status;
        }

        private static String message(String what, int status, String reason) {
            return switch (status) {
                case 502, 504 ->
                    "What stands before Livy got no answer on " + what + " (HTTP " + status + "): " + reason
                            + ". Try again; whoever runs that proxy or gateway can say more.";
                case 503 -> "Livy is not available for " + what + " (HTTP 503): " + reason + ". Try again in a minute.";
                default ->
                    "Livy failed on " + what + " (HTTP " + status + "): " + reason
                            + ". Try again; the log of the Livy server says more.";
            };
        }

        /** Returns the HTTP status. */
        public int status() {
            return status;
        }
    }

    /** The answer is no answer of Livy's. Whether Livy has seen the request is not known. */
    public static final class NotLivy extends LivyException {
        public NotLivy(String address, String what, @Nullable Throwable cause) {
            super(
                    "What answers at " + address + " does not speak Livy's protocol: " + what
                            + ". Check the address; it ends before /sessions.",
                    what,
                    cause);
        }
    }

    /** The server stopped answering about something that it does. Nobody knows whether it did. */
    public static final class OutcomeUnknown extends LivyException {
        private final LivyException last;

        public OutcomeUnknown(String sessionId, LivyException last) {
            super(
                    "What became of the code is not known: Livy tells nothing about it any more (" + last.reason()
                            + "). It may have ended, and it may still run in Spark session " + sessionId
                            + ". Look at what it was to change before you run it again.",
                    last.reason(),
                    last);
            this.last = last;
        }

        /** Returns the last failure of the server. */
        public LivyException last() {
            return last;
        }
    }

    /** The session has ended. */
    public static final class SessionOver extends LivyException {
        private final Code code;
        private final List<String> log;

        /**
         * Says that a session has ended.
         *
         * @param end how, such as {@code is dead}
         * @param code what became of the code that was to run
         * @param log the last lines of its log
         */
        public SessionOver(String sessionId, String end, Code code, List<String> log) {
            super(
                    "The Spark session " + sessionId + " " + end + ". Its variables and views are lost."
                            + (code == Code.NOT_RUN ? " The cell has not run." : "")
                            + " The next cell starts a new session; run the cells again that made what it needs."
                            + lines(log),
                    end,
                    null);
            this.code = code;
            this.log = List.copyOf(log);
        }

        /** Returns what became of the code that was to run. */
        public Code code() {
            return code;
        }

        /** Returns the last lines of the session's log. */
        public List<String> log() {
            return log;
        }

        /** What became of code whose session has ended. */
        public enum Code {
            /** The session had ended before. */
            NOT_RUN,
            /** It may have run, in part or as a whole. */
            UNKNOWN
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
                    "session " + sessionId + " is " + end,
                    null);
        }
    }

    /** No session came about with settings that the user made; they are taken back. */
    public static final class SettingsRefused extends LivyException {
        public SettingsRefused(LivyException failure) {
            super(
                    failure.getMessage()
                            + "\nThe settings of %%configure are taken back: the next cell starts a session without"
                            + " them. Write %%configure again to change them.",
                    failure.reason(),
                    failure);
        }
    }

    /** The user gave up waiting. */
    public static final class StartCancelled extends LivyException {
        public StartCancelled(String session) {
            super(
                    "The start of the Spark session " + session + " was cancelled. The next cell starts a new one.",
                    "cancelled",
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
