package dev.sluice.pool.storage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.pool.storage", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLES =
            slices().matching("dev.sluice.pool.storage.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_LAKE_KNOWS_NO_PROTOCOL = noClasses()
            .that()
            .resideInAPackage("..storage.lake..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..storage.http..", "..storage.operation..", "..storage.auth..", "com.sun.net..");

    @ArchTest
    static final ArchRule OPERATIONS_KNOW_NO_SERVER = noClasses()
            .that()
            .resideInAPackage("..storage.operation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.sun.net..", "..storage.auth..");
}
