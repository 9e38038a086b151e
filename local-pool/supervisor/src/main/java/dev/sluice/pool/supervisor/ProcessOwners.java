package dev.sluice.pool.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Whose processes and files are, by the names of accounts. */
interface ProcessOwners {

    /** Returns the account that a process runs as; empty if the process has ended or the system does not tell. */
    Optional<String> of(ProcessHandle process);

    /** Returns the account that a folder belongs to; empty if there is no such folder. */
    Optional<String> of(Path folder);

    /** Returns the owners as the system tells them: on Linux a process is a folder under {@code /proc}. */
    static ProcessOwners ofSystem() {
        return new ProcessOwners() {

            private final boolean linux = Files.isDirectory(Path.of("/proc/self"));

            @Override
            public Optional<String> of(ProcessHandle process) {
                return linux
                        ? of(Path.of("/proc", Long.toString(process.pid())))
                        : process.info().user();
            }

            @Override
            public Optional<String> of(Path folder) {
                try {
                    return Optional.of(
                            Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName());
                } catch (IOException e) {
                    // It is not there, or not any more.
                    return Optional.empty();
                }
            }
        };
    }
}
