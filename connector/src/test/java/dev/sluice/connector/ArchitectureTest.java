package dev.sluice.connector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice.connector");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.sluice.connector.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void onlyTheSourceAndSparkRoomsKnowSparksInternals() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..connector.spark..", "..connector.source..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark.sql.execution..", "org.apache.spark.sql.catalyst..")
                .check(CLASSES);
    }

    @Test
    void onlyTheConnectionKnowsTheDriver() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..connector.jdbc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.microsoft.sqlserver..", "microsoft.sql..")
                .check(CLASSES);
    }

    @Test
    void statementsAndTypesKnowNoTransfer() {
        noClasses()
                .that()
                .resideInAnyPackage("..connector.sql..", "..connector.type..", "..connector.settings..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..connector.transfer..", "..connector.source..", "..connector.jdbc..")
                .check(CLASSES);
    }

    @Test
    void verificationKnowsNothingOfWhatATransferMakes() {
        noClasses()
                .that()
                .resideInAPackage("..connector.verification..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..connector.transfer..", "..connector.source..", "..connector.staging..")
                .check(CLASSES);
    }
}
