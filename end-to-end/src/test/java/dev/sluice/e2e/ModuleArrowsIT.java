package dev.sluice.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between modules that ARCHITECTURE.md draws, checked on the jars that are laid out. */
class ModuleArrowsIT {

    private static JavaClasses ours;

    @BeforeAll
    static void readJars() throws IOException {
        Path software = TestPool.in(Path.of("target/arrows")).layout().software();
        try (Stream<Path> jars = Files.walk(software)) {
            List<Path> own = jars.filter(jar -> jar.getFileName().toString().matches("sluice-.*\\.jar"))
                    .toList();
            assertThat(own).hasSizeGreaterThan(8);
            List<JarFile> opened = new ArrayList<>();
            for (Path jar : own) {
                opened.add(new JarFile(jar.toFile()));
            }
            ours = new ClassFileImporter().importJars(opened);
            for (JarFile jar : opened) {
                jar.close();
            }
        }
    }

    @Test
    void modulesUseOnlyTheModulesBelowThem() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.sluice..")
                .layer("transfer-model")
                .definedBy("dev.sluice.transfer..")
                .layer("connector")
                .definedBy("dev.sluice.connector..")
                .layer("livy-integration")
                .definedBy("dev.sluice.livy..")
                .layer("profiles")
                .definedBy("dev.sluice.profile..")
                .layer("magics")
                .definedBy("dev.sluice.magics..")
                .layer("kernel-ext")
                .definedBy("dev.sluice.kernel..")
                .layer("identity")
                .definedBy("dev.sluice.pool.identity..")
                .layer("storage")
                .definedBy("dev.sluice.pool.storage..")
                .layer("sql-pool")
                .definedBy("dev.sluice.pool.sql..")
                .layer("spark-pool")
                .definedBy("dev.sluice.pool.spark..")
                .layer("supervisor")
                .definedBy("dev.sluice.pool.supervisor..")
                .layer("cli")
                .definedBy("dev.sluice.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("kernel-ext")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("magics")
                .mayOnlyBeAccessedByLayers("kernel-ext", "cli")
                .whereLayer("livy-integration")
                .mayOnlyBeAccessedByLayers("magics", "profiles", "kernel-ext", "cli")
                .whereLayer("profiles")
                .mayOnlyBeAccessedByLayers("kernel-ext", "cli")
                .whereLayer("connector")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("transfer-model")
                .mayOnlyBeAccessedByLayers("connector", "magics")
                .whereLayer("supervisor")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("storage")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("sql-pool")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("spark-pool")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("identity")
                .mayOnlyBeAccessedByLayers("storage", "sql-pool", "spark-pool", "supervisor")
                .check(ours);
    }

    @Test
    void magicsKnowNeitherJupyterNorHttp() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.magics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "org.zeromq..", "dev.sluice.livy.rest..")
                .check(ours);
    }

    @Test
    void contractNeedsNothingThatSparkPoolMayLack() {
        classes()
                .that()
                .resideInAPackage("dev.sluice.transfer..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sluice.transfer", "java..", "org.jspecify.annotations", "com.fasterxml.jackson.annotation")
                .check(ours);
    }
}
