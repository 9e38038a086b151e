package dev.sluice.livy.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Body of an error answer. By dialect and layer it is {@code {"msg": ...}}, {@code {"message": ...}}, {@code {"error":
 * {"message": ...}}}, a bare JSON string, or a page of Jetty or a proxy.
 */
final class ErrorBody {

    private static final int LONGEST = 600;

    /** Characters of a page or a message that are looked at: the patterns below take the square of them at worst. */
    private static final int LOOKED_AT = 10_000;

    private static final int LONGEST_TITLE = 80;
    private static final Pattern TITLE = Pattern.compile("(?is)<title>(.*?)</title>");
    private static final Pattern JETTY_MESSAGE =
            Pattern.compile("(?is)<th>MESSAGE:</th>\\s*<td>(.*?)</td>|Reason:\\s*<pre>(.*?)</pre>");
    /** Where the server's JSON reader found the error: in a request that the user never saw. */
    private static final Pattern SOURCE = Pattern.compile(" at \\[Source: .*$");

    private static final Pattern END = Pattern.compile("[.\\s]+$");

    private ErrorBody() {}

    /**
     * Returns what the body says, in one line without a full stop.
     *
     * @param secrets what nobody may see of it
     */
    static String reason(String body, int status, List<String> secrets) {
        // Before anything is cut, because a piece of it is too much; and in JSON it may be written otherwise.
        String said = without(secrets, text(without(secrets, body.strip())));
        String line = SOURCE.matcher(begin(said).replaceAll("\\s+", " ")).replaceFirst("");
        String text = END.matcher(line).replaceAll("");
        if (text.isEmpty()) {
            return "HTTP " + status + " without a reason";
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String without(List<String> secrets, String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, "***");
        }
        return shown;
    }

    private static String begin(String text) {
        return text.substring(0, Math.min(text.length(), LOOKED_AT));
    }

    /** Describes an answer that should have been JSON. */
    static String described(String body) {
        String text = begin(body.strip());
        if (!text.startsWith("<")) {
            return "its answer is no JSON";
        }
        Matcher title = TITLE.matcher(text);
        String shown = title.find() ? plain(title.group(1)).replaceAll("\\s+", " ") : "";
        return "its answer is a web page"
                + (shown.isEmpty()
                        ? ""
                        : " ('" + (shown.length() <= LONGEST_TITLE ? shown : shown.substring(0, LONGEST_TITLE) + "…")
                                + "')")
                + ", as of a proxy or a login form";
    }

    private static String text(String body) {
        if (body.startsWith("<")) {
            return page(begin(body));
        }
        try {
            return message(LivyWire.JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return body;
        }
    }

    private static String message(JsonNode json) {
        if (json.isTextual()) {
            return json.textValue();
        }
        for (String name : new String[] {"msg", "message", "Message", "error_description", "error"}) {
            JsonNode value = json.path(name);
            if (value.isTextual()) {
                return value.textValue();
            }
            if (value.isObject()) {
                return message(value);
            }
        }
        return json.isMissingNode() ? "" : json.toString();
    }

    private static String page(String html) {
        Matcher jetty = JETTY_MESSAGE.matcher(html);
        if (jetty.find()) {
            return plain(jetty.group(1) == null ? jetty.group(2) : jetty.group(1));
        }
        Matcher title = TITLE.matcher(html);
        return plain(title.find() ? title.group(1) : html);
    }

    private static String plain(String html) {
        return html.replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .strip();
    }
}
