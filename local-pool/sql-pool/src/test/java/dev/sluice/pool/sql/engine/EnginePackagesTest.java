package dev.sluice.pool.sql.engine;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.pool.sql", importOptions = ImportOption.DoNotIncludeTests.class)
final class EnginePackagesTest {

    @ArchTest
    static final ArchRule PACKAGES_OF_THE_POOL_HAVE_NO_CYCLES =
            slices().matching("dev.sluice.pool.sql.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PACKAGES_OF_THE_ENGINE_HAVE_NO_CYCLES =
            slices().matching("dev.sluice.pool.sql.engine.(**)").should().beFreeOfCycles();
}
