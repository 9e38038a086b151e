package dev.sluice.pool.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes of one pool, found by a mark that every one of them inherits: an environment variable, which Linux shows to
 * the owner under {@code /proc}, and a Java property, which every system shows in the command line. So they are found also
 * when their parent was killed, and a process that merely reuses a number is never taken for one.
 *
 * <p>Anybody can give a process that mark. So one counts only if it runs as the account that the pool's folder belongs to.
 */
final class PoolProcesses {

    /** Environment variable that holds the pool's id. */
    static final String MARK_VARIABLE = "SLUICE_POOL";

    /** Java property that holds the pool's id. */
    static final String MARK_PROPERTY = "-Dsluice.pool=";

    private static final Path PROC = Path.of("/proc");

    private final String poolId;
    private final ProcessOwners owners;

    PoolProcesses(String poolId) {
        this(poolId, ProcessOwners.ofSystem());
    }

    PoolProcesses(String poolId, ProcessOwners owners) {
        this.poolId = poolId;
        this.owners = owners;
    }

    /** Returns every process of the pool that runs, parents before children as far as the system lists them so. */
    Stream<ProcessHandle> all() {
        long self = ProcessHandle.current().pid();
        Optional<String> owner = owners.of(Path.of(poolId)).or(() -> owners.of(ProcessHandle.current()));
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self && process.isAlive())
                .filter(process -> owners.of(process).equals(owner))
                .filter(this::carriesMark)
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .filter(process -> owners.of(process).equals(owner))
                .distinct();
    }

    private boolean carriesMark(ProcessHandle process) {
        Path environment = PROC.resolve(Long.toString(process.pid())).resolve("environ");
        if (Files.isReadable(environment)) {
            return readEnvironment(environment)
                    .map(text -> ('\0' + text).contains('\0' + MARK_VARIABLE + '=' + poolId + '\0'))
                    .orElse(false);
        }
        return process.info()
                .commandLine()
                .map(line -> (line + ' ').contains(MARK_PROPERTY + poolId + ' '))
                .orElse(false);
    }

    private static Optional<String> readEnvironment(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The process ended between the listing and the reading, or is another user's.
            return Optional.empty();
        }
    }
}
