package dev.sluice.magics.cell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One content in several forms, by MIME type. {@code text/plain} is always there. A form is text, or for types that end in
 * {@code json} a tree of maps, lists, strings, numbers, booleans and null.
 */
public record MimeBundle(Map<String, Object> forms) {

    /** The form that every front end can show. */
    public static final String TEXT = "text/plain";

    /** The form for notebooks. */
    public static final String HTML = "text/html";

    public MimeBundle {
        if (!forms.containsKey(TEXT)) {
            throw new IllegalArgumentException("Invalid content: no " + TEXT + " among " + forms.keySet());
        }
        forms = Collections.unmodifiableMap(new LinkedHashMap<>(forms));
    }

    /** Returns a content that is text alone. */
    public static MimeBundle text(String text) {
        return new MimeBundle(Map.of(TEXT, text));
    }

    /** Returns a content with a form for notebooks beside the text. */
    public static MimeBundle html(String html, String text) {
        Map<String, Object> forms = new LinkedHashMap<>();
        forms.put(TEXT, text);
        forms.put(HTML, html);
        return new MimeBundle(forms);
    }

    /** Returns the text form. */
    public String text() {
        return String.valueOf(forms.get(TEXT));
    }
}
