package dev.sluice.pool.storage.http;

import dev.sluice.pool.storage.error.DfsError;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the endpoint.
 *
 * @param verb HTTP method as it was sent
 * @param rawPath path of the URI as it was sent, percent codes and all
 * @param query decoded parameters of the URI
 * @param headers values by lower-case name; several values of one name are joined by commas
 * @param contentLength announced length of the body in bytes, 0 if there is none, -1 if it comes in chunks
 * @param body the body, read at most once
 */
public record DfsRequest(
        String verb,
        String rawPath,
        Map<String, String> query,
        Map<String, String> headers,
        long contentLength,
        InputStream body) {

    public DfsRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /**
     * Returns the method that is meant: clients that cannot send PATCH send PUT and say so in a header. No signature covers
     * that header, so it stands for nothing else: what tells one PATCH from another is in the query, which is signed.
     *
     * @throws dev.sluice.pool.storage.error.DfsException InvalidHeaderValue for any other override
     */
    public String method() {
        String meant = header("x-http-method-override").orElse(verb);
        if (!meant.equals(verb) && !(verb.equals("PUT") && meant.equals("PATCH"))) {
            throw DfsError.INVALID_HEADER.exception("x-http-method-override '" + meant + "' of a " + verb
                    + " request: only a PUT can stand for another method, and only for PATCH.");
        }
        return meant;
    }

    /** Returns a header's value. An empty one counts as none, as it does for Azure. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).filter(value -> !value.isEmpty());
    }

    /** Returns a parameter of the URI. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** Says whether a parameter is {@code true}; one that is absent is not. */
    public boolean isTrue(String name) {
        return parameter(name).map(Boolean::parseBoolean).orElse(false);
    }

    /**
     * Returns a parameter that is a number of bytes or of things.
     *
     * @throws dev.sluice.pool.storage.error.DfsException if it is absent, no number or negative
     */
    public long requiredNumber(String name) {
        String text =
                parameter(name).orElseThrow(() -> DfsError.MISSING_QUERY_PARAMETER.exception("It is '" + name + "'."));
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalidParameter(name, text, List.of("a number from 0"));
        }
        throw invalidParameter(name, text, List.of("a number from 0"));
    }

    /** Returns the refusal of a parameter's value. */
    public static RuntimeException invalidParameter(String name, String value, List<String> allowed) {
        return DfsError.INVALID_QUERY_PARAMETER.exception(
                "It is '" + name + "' with '" + value + "'; allowed: " + String.join(", ", allowed) + ".");
    }

    @Override
    public String toString() {
        return verb + ' ' + rawPath;
    }
}
