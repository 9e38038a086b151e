package dev.sluice.cli.setup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Python of the machine that the environment can be made with.
 *
 * @param command how it is called
 * @param version such as {@code 3.11}
 */
record PythonInterpreter(String command, String version) {

    /** Minor versions of Python 3 that PySpark 3.5 and JupyterLab run on. */
    private static final int OLDEST = 9;

    private static final int NEWEST = 12;
    private static final String PROBE =
            "import sys; print('python %d.%d' % sys.version_info[:2]); import ensurepip, venv";
    private static final Pattern ANSWER = Pattern.compile("python 3\\.(\\d+)\\s");

    /**
     * Finds one: the variable {@code SLUICE_PYTHON}, else {@code python3}, else the newest of the versions that work.
     *
     * @throws SetupException if there is none, naming what was found instead
     */
    static PythonInterpreter find(Optional<String> chosen) {
        List<String> candidates = new ArrayList<>();
        if (chosen.isPresent()) {
            candidates.add(chosen.get());
        } else {
            candidates.add("python3");
            for (int minor = NEWEST; minor >= OLDEST; minor--) {
                candidates.add("python3." + minor);
            }
        }
        List<String> refusals = new ArrayList<>();
        for (String candidate : candidates) {
            Optional<Subprocess.Result> answer = ask(candidate);
            if (answer.isEmpty()) {
                continue;
            }
            Matcher version = ANSWER.matcher(answer.get().output());
            if (!version.find()) {
                continue;
            }
            int minor = Integer.parseInt(version.group(1));
            if (minor < OLDEST || minor > NEWEST) {
                refusals.add(candidate + " is version 3." + minor);
            } else if (answer.get().exitCode() != 0) {
                refusals.add(candidate + " has no module venv");
            } else {
                return new PythonInterpreter(candidate, "3." + minor);
            }
        }
        throw new SetupException(refusal(refusals));
    }

    private static Optional<Subprocess.Result> ask(String candidate) {
        try {
            return Optional.of(Subprocess.capture(List.of(candidate, "-c", PROBE)));
        } catch (IOException e) {
            // No such program: the next one is asked.
            return Optional.empty();
        }
    }

    private static String refusal(List<String> refusals) {
        String found = refusals.isEmpty() ? "none was found" : String.join(", ", refusals);
        return String.join(
                System.lineSeparator(),
                "Python 3." + OLDEST + " to 3." + NEWEST + " with its module venv is needed: " + found,
                "  Debian, Ubuntu: sudo apt-get install python3 python3-venv",
                "  Fedora:         sudo dnf install python3.12",
                "  macOS:          brew install python@3.12",
                "  or set SLUICE_PYTHON to one that is installed elsewhere");
    }
}
