package dev.sluice.magics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.magics", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.sluice.magics.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule knowNeitherJupyterNorHttp = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.livy.rest..", "java.net..", "dev.sluice.kernel..", "org.zeromq..");

    @ArchTest
    static final ArchRule whatFrontEndsSeeStandsAlone = noClasses()
            .that()
            .resideInAPackage("dev.sluice.magics.cell..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.livy..", "dev.sluice.transfer..", "com.fasterxml..");
}
