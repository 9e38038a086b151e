package dev.sluice.cli.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class SluiceVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = SluiceVersion.class.getPackage().getImplementationVersion();
        return new String[] {"Sluice " + Objects.requireNonNullElse(version, "(not built into a jar)")};
    }
}
