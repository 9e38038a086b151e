package dev.sluice.cli.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where a Livy server is, and says how it is to be written. */
final class LivyAddress implements ITypeConverter<URI> {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int MAX_PORT = 65_535;

    @Override
    public URI convert(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw refusal(text, e.getReason().toLowerCase(Locale.ROOT) + " at position " + (e.getIndex() + 1));
        }
        if (address.getScheme() == null || !SCHEMES.contains(address.getScheme())) {
            throw refusal(text, "it does not begin with http:// or https://");
        }
        if (address.getHost() == null) {
            throw refusal(text, "it names no host");
        }
        if (address.getPort() == 0 || address.getPort() > MAX_PORT) {
            throw refusal(text, "ports go from 1 to " + MAX_PORT);
        }
        if (address.getQuery() != null || address.getFragment() != null) {
            throw refusal(text, "what follows ? or # does not belong to it");
        }
        return address;
    }

    private static TypeConversionException refusal(String text, String reason) {
        // What stands before an @ may be a password.
        String shown = text.replaceFirst("//[^/]*@", "//...@");
        return new TypeConversionException(
                "'" + shown + "' is no address of a Livy server: " + reason + ". Write http://host:8998");
    }
}
