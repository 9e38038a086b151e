package dev.sluice.magics.render;

/** Pieces of HTML. Styles are inline, because notebooks cut style sheets out. */
final class Html {

    private static final String LEFT = "text-align:left;vertical-align:top;padding:2px 8px;";
    private static final String RIGHT = "text-align:right;vertical-align:top;padding:2px 8px;";

    private Html() {}

    static String escaped(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                // MathJax of the notebook would take dollar signs for formulas.
                case '$' -> html.append("&#36;");
                default -> html.append(character);
            }
        }
        return html.toString();
    }

    static String cell(String tag, Align align, String content) {
        return "<" + tag + " style=\"" + (align == Align.RIGHT ? RIGHT : LEFT) + "\">" + content + "</" + tag + ">";
    }

    /** Returns something that opens with a click. */
    static String folded(String summary, String content) {
        return "<details><summary style=\"cursor:pointer\">" + escaped(summary) + "</summary>" + content + "</details>";
    }

    static String code(String text) {
        return "<pre style=\"white-space:pre-wrap;margin:4px 0\">" + escaped(text) + "</pre>";
    }

    static String muted(String text) {
        return "<div style=\"opacity:0.75;font-size:90%\">" + escaped(text) + "</div>";
    }

    enum Align {
        LEFT,
        RIGHT
    }
}
