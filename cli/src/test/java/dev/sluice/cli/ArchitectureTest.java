package dev.sluice.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.cli", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLES =
            slices().matching("dev.sluice.cli.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SETTING_UP_KNOWS_NO_COMMAND_LINE = noClasses()
            .that()
            .resideInAPackage("dev.sluice.cli.setup")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "dev.sluice.cli.command", "dev.sluice.kernel..");

    @ArchTest
    static final ArchRule NO_STATIC_STATE = fields().that().areStatic().should().beFinal();
}
