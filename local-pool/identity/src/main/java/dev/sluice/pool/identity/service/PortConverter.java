package dev.sluice.pool.identity.service;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port, 0 for any free one. */
final class PortConverter implements ITypeConverter<Integer> {

    private static final int MAX_PORT = 65_535;

    @Override
    public Integer convert(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    private static TypeConversionException invalid(String text) {
        return new TypeConversionException("'" + text + "' is no port; use a number from 0 to " + MAX_PORT);
    }
}
