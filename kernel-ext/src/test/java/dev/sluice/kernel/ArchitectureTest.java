package dev.sluice.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.kernel", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching("dev.sluice.kernel.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_CHANNELS_KNOW_ZEROMQ = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.kernel.channel")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.zeromq..");

    @ArchTest
    static final ArchRule CONSOLE_KNOWS_NO_JUPYTER = noClasses()
            .that()
            .resideInAPackage("dev.sluice.kernel.console")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.kernel.protocol", "dev.sluice.kernel.channel", "dev.sluice.kernel.message");

    @ArchTest
    static final ArchRule NO_STATIC_STATE = fields().that().areStatic().should().beFinal();
}
