package dev.sluice.kernel.spec;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.kernel.pool.PoolChoice;
import dev.sluice.profile.ProfileFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the kernel specs of Sluice: one folder per notebook language with {@code kernel.json} and the logo in the sizes
 * that front ends ask for. Its form: jupyter-client, "Kernel specs".
 */
public final class KernelSpecs {

    private static final String MAIN_CLASS = "dev.sluice.kernel.KernelMain";

    /** The kernel waits for a Spark pool most of its life: what starts fast and stays small is best for it. */
    private static final List<String> JVM_OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-XX:-UsePerfData", "-Xmx256m");

    private final Path java;
    private final String classPath;
    private final PoolChoice pool;

    /**
     * Makes a writer of kernel specs. Those of a profile stand beside others.
     *
     * @param java the {@code java} command that runs the kernel
     * @param classPath class path of the kernel, absolute
     */
    public KernelSpecs(Path java, String classPath, PoolChoice pool) {
        this.java = java;
        this.classPath = classPath;
        this.pool = pool;
    }

    /**
     * Writes the kernel specs of all languages, over older ones.
     *
     * @param dataFolder a data folder of Jupyter: {@code <environment>/share/jupyter}, or {@link #userDataFolder}
     * @return the folders that were written
     */
    public List<Path> write(Path dataFolder) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (NotebookLanguage language : NotebookLanguage.values()) {
            folders.add(write(dataFolder.resolve("kernels"), language));
        }
        return folders;
    }

    /**
     * Returns Jupyter's data folder of a user.
     *
     * @param environment variables of the process: {@code JUPYTER_DATA_DIR} and {@code XDG_DATA_HOME} go first
     * @param operatingSystem as in the system property {@code os.name}
     */
    public static Path userDataFolder(Map<String, String> environment, String operatingSystem, Path home) {
        String stated = environment.getOrDefault("JUPYTER_DATA_DIR", "");
        if (!stated.isEmpty()) {
            return Path.of(stated);
        }
        if (operatingSystem.toLowerCase(Locale.ROOT).startsWith("mac")) {
            return home.resolve("Library/Jupyter");
        }
        String shared = environment.getOrDefault("XDG_DATA_HOME", "");
        return (shared.isEmpty() ? home.resolve(".local/share") : Path.of(shared)).resolve("jupyter");
    }

    private Path write(Path kernels, NotebookLanguage language) throws IOException {
        Path folder = Files.createDirectories(kernels.resolve(specName(language)));
        replace(folder.resolve("logo-svg.svg"), svg());
        replace(folder.resolve("logo-32x32.png"), GateLogo.png(32));
        replace(folder.resolve("logo-64x64.png"), GateLogo.png(64));
        replace(
                folder.resolve("kernel.json"),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(json(language)));
        return folder;
    }

    /** Jupyter takes letters of ASCII, digits, dot, dash and underscore, of any case (jupyter-client, "Kernel specs"). */
    private String specName(NotebookLanguage language) {
        return pool instanceof PoolChoice.Named named
                ? language.specName() + '-' + named.name().toLowerCase(Locale.ROOT)
                : language.specName();
    }

    private String displayName(NotebookLanguage language) {
        return pool instanceof PoolChoice.Named named
                ? language.displayName() + " (" + named.name() + ")"
                : language.displayName();
    }

    private List<String> poolOptions() {
        if (pool instanceof PoolChoice.Named named) {
            return List.of("--profile", named.name());
        } else if (pool instanceof PoolChoice.Livy livy) {
            return List.of("--livy", livy.address().toString());
        }
        return List.of("--pool-state", ((PoolChoice.Local) pool).state().toString());
    }

    private Map<String, Object> json(NotebookLanguage language) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", classPath, MAIN_CLASS));
        command.addAll(List.of("--connection-file", "{connection_file}", "--language", language.id()));
        command.addAll(poolOptions());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("argv", command);
        json.put("display_name", displayName(language));
        json.put("language", language.languageName());
        json.put("interrupt_mode", "message");
        if (pool instanceof PoolChoice.Named) {
            // Whoever starts Jupyter later need not have the variables of now.
            json.put(
                    "env",
                    Map.of(
                            "SLUICE_CONFIG",
                            ProfileFile.ofUser().path().toAbsolutePath().toString()));
        }
        json.put("metadata", Map.of("debugger", false));
        return json;
    }

    private static byte[] svg() throws IOException {
        try (InputStream svg =
                Objects.requireNonNull(KernelSpecs.class.getResourceAsStream("logo-svg.svg"), "logo-svg.svg")) {
            return svg.readAllBytes();
        }
    }

    /** Replaces a file in one step: Jupyter may read it at any time. */
    private static void replace(Path file, byte[] content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.write(next, content);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
