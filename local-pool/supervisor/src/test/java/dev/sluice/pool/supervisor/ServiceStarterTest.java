package dev.sluice.pool.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceStarterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private PoolLayout layout;
    private PoolProcesses processes;
    private PortMemory ports;

    @BeforeEach
    void makeFolders() throws IOException {
        layout = new PoolLayout(folder.resolve("a b ü"), folder.resolve("software"));
        processes = new PoolProcesses(layout.poolId());
        Files.createDirectories(layout.state());
        Files.createDirectories(layout.logs());
        ports = PortMemory.open(layout.state().resolve("ports.json"));
    }

    @AfterEach
    void stopWhatWasStarted() {
        new ProcessStopper(processes, PATIENCE).stopAll();
        assertThat(processes.all()).isEmpty();
    }

    @Test
    void startsServiceThatOutlivesTheStarterAndIsFoundByItsMark() {
        ServiceStarter starter = new ServiceStarter(layout, ports, PATIENCE);

        int port = starter.await(starter.start(service(List.of())));

        assertThat(port).isEqualTo(23456);
        PoolStatus status = new StatusReader(layout, processes).read(List.of("fake"));
        assertThat(status.state()).isEqualTo("up");
        assertThat(status.processes()).extracting(PoolStatus.PoolProcess::name).containsExactly("fake");
        assertThat(new StatusReader(layout, processes)
                        .read(List.of("fake", "other"))
                        .state())
                .isEqualTo("partial");
    }

    /** Anybody can give a process the mark: on its command line, which every account reads. */
    @Test
    void leavesAloneWhatCarriesTheMarkAndIsAnotherAccounts() {
        ServiceStarter starter = new ServiceStarter(layout, ports, PATIENCE);
        starter.await(starter.start(service("ours", List.of())));
        starter.await(starter.start(service("foreign", List.of())));
        RunningServices both = RunningServices.read(layout, processes, List.of("ours", "foreign"));
        ProcessHandle ours = ProcessHandle.of(
                        Objects.requireNonNull(both.byName().get("ours")).pid())
                .orElseThrow();
        ProcessHandle foreign = ProcessHandle.of(
                        Objects.requireNonNull(both.byName().get("foreign")).pid())
                .orElseThrow();
        PoolProcesses told = new PoolProcesses(layout.poolId(), new ProcessOwners() {
            @Override
            public Optional<String> of(ProcessHandle process) {
                return Optional.of(process.equals(foreign) ? "somebody" : "owner");
            }

            @Override
            public Optional<String> of(Path folder) {
                return Optional.of("owner");
            }
        });

        assertThat(new StatusReader(layout, told)
                        .read(List.of("ours", "foreign"))
                        .processes())
                .extracting(PoolStatus.PoolProcess::name)
                .containsExactly("ours");
        new ProcessStopper(told, PATIENCE).stopAll();

        assertThat(ours.isAlive()).isFalse();
        assertThat(foreign.isAlive()).isTrue();
    }

    @Test
    void knowsWhoseAProcessIs() throws IOException {
        ProcessOwners owners = ProcessOwners.ofSystem();
        assertThat(owners.of(ProcessHandle.current()))
                .isEqualTo(owners.of(folder))
                .isNotEmpty();
        assertThat(owners.of(folder.resolve("nothing"))).isEmpty();
    }

    @Test
    void gaveServiceThePortItHadBefore() {
        ports.remember("fake", 23457);
        ServiceStarter starter = new ServiceStarter(layout, ports, PATIENCE);

        assertThat(starter.await(starter.start(service(List.of())))).isEqualTo(23457);
    }

    @Test
    void endsWhatIsLeftOfServiceAndNothingOfThoseThatRun() throws IOException {
        ServiceStarter starter = new ServiceStarter(layout, ports, PATIENCE);
        starter.await(starter.start(service("kept", List.of())));
        starter.await(starter.start(service("lost", List.of())));
        RunningServices both = RunningServices.read(layout, processes, List.of("kept", "lost", "never"));
        assertThat(both.missing(List.of("kept", "lost", "never"))).containsExactly("never");
        ProcessHandle lost = ProcessHandle.of(
                        Objects.requireNonNull(both.byName().get("lost")).pid())
                .orElseThrow();

        new ProcessStopper(processes, PATIENCE).stopAllBut(both.without("lost").pids());

        assertThat(lost.isAlive()).isFalse();
        RunningServices left = RunningServices.read(layout, processes, List.of("kept", "lost"));
        assertThat(left.has("kept")).isTrue();
        // Its file is still there, and says nothing any more.
        assertThat(layout.readyFile("lost")).exists();
        assertThat(left.missing(List.of("kept", "lost"))).containsExactly("lost");
    }

    @Test
    void startsServiceWithoutTheTemporaryFilesOfTheOneBefore() throws IOException {
        Path temporary = Files.createDirectories(layout.temporary().resolve("fake"));
        Path old = Files.writeString(temporary.resolve("of the one before"), "");
        ServiceStarter starter = new ServiceStarter(layout, ports, PATIENCE);

        starter.await(starter.start(service(List.of())));

        assertThat(old).doesNotExist();
    }

    @Test
    void saysWhyServiceEnded() {
        ServiceStarter starter = new ServiceStarter(layout, ports, PATIENCE);
        ServiceStarter.Started started = starter.start(service(List.of("--exit", "3")));

        assertThatThrownBy(() -> starter.await(started))
                .isExactlyInstanceOf(PoolException.class)
                .hasMessageStartingWith("Cannot start fake: it ended with exit code 3. Its log ends with:")
                .hasMessageContaining("\n  Port 4711 is taken\n")
                .hasMessageEndingWith("The whole log: " + layout.logs().resolve("fake.log"));
    }

    @Test
    void losesPatienceWithServiceThatIsNeverReady() {
        ServiceStarter starter = new ServiceStarter(layout, ports, Duration.ZERO);
        ServiceStarter.Started started = starter.start(service(List.of()));

        assertThatThrownBy(() -> starter.await(started))
                .isExactlyInstanceOf(PoolException.class)
                .hasMessageStartingWith("Cannot start fake: not ready after 0 s.");
    }

    private static Service service(List<String> arguments) {
        return service("fake", arguments);
    }

    private static Service service(String name, List<String> arguments) {
        return new Service(
                name,
                List.of(),
                System.getProperty("java.class.path"),
                FakeService.class.getName(),
                arguments,
                Map.of());
    }
}
