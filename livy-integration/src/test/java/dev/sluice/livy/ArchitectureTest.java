package dev.sluice.livy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.livy", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule interfacesKnowNeitherHttpNorJson = noClasses()
            .that()
            .resideInAPackage("dev.sluice.livy")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.livy.rest..", "java.net.http..", "com.fasterxml..");

    @ArchTest
    static final ArchRule knowsNothingOfSluice = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.transfer..", "dev.sluice.magics..", "dev.sluice.kernel..");
}
