package dev.sluice.pool.storage.auth;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.http.DfsRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures of requests by the account's key.
 *
 * <p>Source: Microsoft Learn, "Authorize with Shared Key", version 2009-09-19 and later.
 */
final class SharedKey {

    private static final String ALGORITHM = "HmacSHA256";

    private static final List<String> HEADERS_AFTER_DATE =
            List.of("if-modified-since", "if-match", "if-none-match", "if-unmodified-since", "range");

    private static final Pattern BREAK = Pattern.compile("[\\r\\n]");

    private final String account;
    private final SecretKeySpec key;

    SharedKey(String account, byte[] key) {
        this.account = account;
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Returns the signature that the request must have, as base64.
     *
     * @throws dev.sluice.pool.storage.error.DfsException if other parameters would have the same one
     */
    String signature(DfsRequest request) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal(stringToSign(request).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign with " + ALGORITHM, e);
        }
    }

    String stringToSign(DfsRequest request) {
        StringBuilder text = new StringBuilder(request.verb()).append('\n');
        line(text, header(request, "content-encoding"));
        line(text, header(request, "content-language"));
        line(text, request.contentLength() > 0 ? Long.toString(request.contentLength()) : "");
        line(text, header(request, "content-md5"));
        line(text, header(request, "content-type"));
        // A date in x-ms-date is among the headers below; the one in Date is then not signed.
        line(text, request.header("x-ms-date").isPresent() ? "" : header(request, "date"));
        HEADERS_AFTER_DATE.forEach(name -> line(text, header(request, name)));
        new TreeMap<>(request.headers()).forEach((name, value) -> {
            if (name.startsWith("x-ms-")) {
                text.append(name).append(':').append(value.strip()).append('\n');
            }
        });
        text.append('/').append(account).append(request.rawPath());
        lowerCased(request.query())
                .forEach((name, value) ->
                        text.append('\n').append(name).append(':').append(value));
        return text.toString();
    }

    private static Map<String, String> lowerCased(Map<String, String> query) {
        Map<String, String> sorted = new TreeMap<>();
        query.forEach((name, value) -> {
            requireUnambiguous(name, value);
            if (sorted.put(name.toLowerCase(Locale.ROOT), value) != null) {
                throw DfsError.AUTHENTICATION_FAILED.exception(
                        "A signed request has the parameter '" + name + "' once, in whatever case.");
            }
        });
        return sorted;
    }

    /** What is signed are lines of {@code name:value}, so that a line break, or a colon in a name, would make another. */
    private static void requireUnambiguous(String name, String value) {
        if (BREAK.matcher(name).find() || BREAK.matcher(value).find() || name.indexOf(':') >= 0) {
            throw DfsError.AUTHENTICATION_FAILED.exception(
                    "A parameter of a signed request holds a line break, or a colon"
                            + " in its name: its signature would be that of other parameters. Use a bearer token.");
        }
    }

    private static void line(StringBuilder text, String value) {
        text.append(value).append('\n');
    }

    private static String header(DfsRequest request, String name) {
        return request.header(name).orElse("");
    }
}
