package dev.sluice.connector.type;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;

/**
 * What a text must look like to go into a column that is no text: other texts are cut, rounded or refused by the pool when
 * they are converted.
 *
 * @param pattern regular expression of the whole text, empty for any; it ends in {@code \\z}, because a dollar sign lets a
 *     line feed at the end pass
 * @param shown the form in words
 */
public record TextForm(String pattern, String shown) {

    private static final TextForm ANY = new TextForm("", "any text");

    private static final TextForm UNIQUEIDENTIFIER = new TextForm(
            "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
                    + "|[{][0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}[}])\\z",
            "00000000-0000-0000-0000-000000000000");

    /** Returns the form that a text must have for a type. */
    public static TextForm of(PoolType target) {
        return switch (target.kind()) {
            case UNIQUEIDENTIFIER -> UNIQUEIDENTIFIER;
            case TIME ->
                new TextForm(
                        "^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.](?=[0-9]{1,7}\\z)[0-9]{0," + target.size()
                                + "}0*)?)?\\z",
                        "hh:mm:ss" + (target.size() == 0 ? "" : "." + "f".repeat(target.size())));
            default -> ANY;
        };
    }

    /** Returns whether every text has the form. */
    public boolean isAny() {
        return pattern.isEmpty();
    }

    /** Returns whether a text has not the form. */
    public Column isMissedBy(Column text) {
        return isAny() ? lit(false) : not(text.rlike(pattern));
    }
}
