package dev.sluice.pool.sql.tds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of the wire protocol. */
class TdsPackagesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice.pool.sql.tds");

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.sluice.pool.sql.tds.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void theProtocolKnowsTheEngineByItsInterfaceOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sluice.pool.sql.engine..", "dev.sluice.pool.sql.tsql..", "org.duckdb..", "java.sql..")
                .check(CLASSES);
    }
}
