package dev.sluice.livy;

import java.util.Locale;
import java.util.Optional;

/** Language of a statement. A Livy session runs all of them over one Spark session. */
public enum Language {
    PYSPARK("PySpark"),
    SPARK("Scala"),
    SQL("SQL"),
    SPARKR("R");

    private final String title;

    Language(String title) {
        this.title = title;
    }

    /** Returns the name that Livy gives it, such as {@code pyspark}. */
    public String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name that people give it, such as {@code PySpark}. */
    public String title() {
        return title;
    }

    /** Finds the language that Livy names so. */
    public static Optional<Language> ofKind(String kind) {
        for (Language language : values()) {
            if (language.kind().equals(kind)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
