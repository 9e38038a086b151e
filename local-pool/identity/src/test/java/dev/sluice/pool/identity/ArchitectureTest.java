package dev.sluice.pool.identity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.pool.identity", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLES =
            slices().matching("dev.sluice.pool.identity.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule WHAT_ALL_SERVICES_SHARE_KNOWS_NOTHING_OF_TOKENS = noClasses()
            .that()
            .resideInAPackage("..identity.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..identity.token..", "..identity.server..", "com.nimbusds..");
}
