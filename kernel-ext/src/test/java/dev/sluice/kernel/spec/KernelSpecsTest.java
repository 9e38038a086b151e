package dev.sluice.kernel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.kernel.pool.PoolChoice;
import dev.sluice.profile.ProfileFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelSpecsTest {

    @TempDir
    Path folder;

    private final KernelSpecs specs =
            new KernelSpecs(Path.of("/jdk/bin/java"), "/a b/ü.jar", new PoolChoice.Local(Path.of("/state")));

    @ParameterizedTest
    @CsvSource({
        "sluice-pyspark, Sluice PySpark, python, pyspark",
        "sluice-scala,   Sluice Scala,   scala,  spark",
        "sluice-sql,     Sluice SQL,     sql,    sql",
    })
    void writesSpecOfEachLanguage(String name, String displayName, String languageName, String id) throws IOException {
        assertThat(specs.write(folder)).contains(folder.resolve("kernels").resolve(name));

        Path spec = folder.resolve("kernels").resolve(name).resolve("kernel.json");
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(spec));
        assertThat(json.path("display_name").asText()).isEqualTo(displayName);
        assertThat(json.path("language").asText()).isEqualTo(languageName);
        assertThat(json.path("interrupt_mode").asText()).isEqualTo("message");
        List<String> command = new ArrayList<>();
        json.path("argv").forEach(argument -> command.add(argument.asText()));
        assertThat(command).startsWith("/jdk/bin/java").containsSubsequence("-cp", "/a b/ü.jar");
        assertThat(command)
                .endsWith(
                        "dev.sluice.kernel.KernelMain",
                        "--connection-file",
                        "{connection_file}",
                        "--language",
                        id,
                        "--pool-state",
                        "/state");
    }

    @Test
    void writesSpecsOfAProfileBesideThem() throws IOException {
        specs.write(folder);

        assertThat(new KernelSpecs(Path.of("java"), "x.jar", new PoolChoice.Named("Work.1")).write(folder))
                .containsExactly(
                        folder.resolve("kernels/sluice-pyspark-work.1"),
                        folder.resolve("kernels/sluice-scala-work.1"),
                        folder.resolve("kernels/sluice-sql-work.1"));
        assertThat(folder.resolve("kernels")).isDirectoryContaining("glob:**/sluice-sql");
        JsonNode json = new ObjectMapper()
                .readTree(Files.readAllBytes(folder.resolve("kernels/sluice-sql-work.1/kernel.json")));
        assertThat(json.path("display_name").asText()).isEqualTo("Sluice SQL (Work.1)");
        List<String> command = new ArrayList<>();
        json.path("argv").forEach(argument -> command.add(argument.asText()));
        assertThat(command).endsWith("--language", "sql", "--profile", "Work.1");
        assertThat(json.at("/env/SLUICE_CONFIG").asText())
                .isEqualTo(ProfileFile.ofUser().path().toAbsolutePath().toString());
        assertThat(new ObjectMapper()
                        .readTree(Files.readAllBytes(folder.resolve("kernels/sluice-sql/kernel.json")))
                        .has("env"))
                .isFalse();
    }

    @Test
    void writesLogoInTheSizesThatAreAskedFor() throws IOException {
        specs.write(folder);

        Path spec = folder.resolve("kernels/sluice-pyspark");
        for (int edge : List.of(32, 64)) {
            BufferedImage logo = ImageIO.read(
                    spec.resolve("logo-" + edge + "x" + edge + ".png").toFile());
            assertThat(logo.getWidth()).isEqualTo(edge);
            assertThat(logo.getHeight()).isEqualTo(edge);
            assertThat(logo.getRGB(edge / 2, edge / 2)).isEqualTo(0xff34495e);
        }
        assertThat(spec.resolve("logo-svg.svg")).content().startsWith("<svg");
    }

    @Test
    void replacesOlderSpecs() throws IOException {
        specs.write(folder);
        Path spec = folder.resolve("kernels/sluice-sql/kernel.json");
        Files.writeString(spec, "old");

        specs.write(folder);

        assertThat(spec).content().contains("Sluice SQL");
        try (var files = Files.list(spec.getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("kernel.json", "logo-svg.svg", "logo-32x32.png", "logo-64x64.png");
        }
    }

    @Test
    void knowsTheDataFolderOfUser() {
        Path home = Path.of("/home/u");

        assertThat(KernelSpecs.userDataFolder(Map.of(), "Linux", home))
                .isEqualTo(Path.of("/home/u/.local/share/jupyter"));
        assertThat(KernelSpecs.userDataFolder(Map.of("XDG_DATA_HOME", "/x"), "Linux", home))
                .isEqualTo(Path.of("/x/jupyter"));
        assertThat(KernelSpecs.userDataFolder(Map.of(), "Mac OS X", home))
                .isEqualTo(Path.of("/home/u/Library/Jupyter"));
        assertThat(KernelSpecs.userDataFolder(Map.of("JUPYTER_DATA_DIR", "/j"), "Mac OS X", home))
                .isEqualTo(Path.of("/j"));
    }
}
