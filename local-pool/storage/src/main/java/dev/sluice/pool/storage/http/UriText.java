package dev.sluice.pool.storage.http;

import dev.sluice.pool.storage.error.DfsError;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decoding of URIs. */
public final class UriText {

    private UriText() {}

    /**
     * Decodes the percent codes of a path. A plus sign stands for itself.
     *
     * @throws dev.sluice.pool.storage.error.DfsException if a percent code is broken or the bytes are no UTF-8
     */
    public static String decodedPath(String raw) {
        byte[] encoded = raw.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                decoded.write(percentCode(encoded, i + 1, raw));
                i += 2;
            } else {
                decoded.write(encoded[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw DfsError.INVALID_URI.exception("'" + raw + "' is not UTF-8.");
        }
    }

    /**
     * Decodes a query, in which a plus sign stands for a space.
     *
     * @param raw the query without the question mark, or null for none
     * @throws dev.sluice.pool.storage.error.DfsException if a percent code is broken
     */
    public static Map<String, String> decodedQuery(@Nullable String raw) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (raw == null) {
            return parameters;
        }
        try {
            for (String parameter : raw.split("&", -1)) {
                int equals = parameter.indexOf('=');
                String name = equals < 0 ? parameter : parameter.substring(0, equals);
                if (!name.isEmpty()) {
                    String value = equals < 0 ? "" : parameter.substring(equals + 1);
                    parameters.put(
                            URLDecoder.decode(name, StandardCharsets.UTF_8),
                            URLDecoder.decode(value, StandardCharsets.UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            throw DfsError.INVALID_URI.exception("A percent code of the query is broken.");
        }
        return parameters;
    }

    private static int percentCode(byte[] encoded, int at, String raw) {
        if (at + 1 < encoded.length && HexFormat.isHexDigit(encoded[at]) && HexFormat.isHexDigit(encoded[at + 1])) {
            return HexFormat.fromHexDigit(encoded[at]) * 16 + HexFormat.fromHexDigit(encoded[at + 1]);
        }
        throw DfsError.INVALID_URI.exception("'" + raw + "' has a broken percent code.");
    }
}
