package dev.sluice.pool.spark.repl;

import org.jspecify.annotations.Nullable;

/** Language of a statement. */
enum Kind {
    SPARK("spark"),
    PYSPARK("pyspark"),
    SPARKR("sparkr"),
    SQL("sql");

    private final String livyName;

    Kind(String livyName) {
        this.livyName = livyName;
    }

    /**
     * Returns the kind of a statement.
     *
     * @param asked the kind in the request; null when it names none
     * @param ofSession the session's kind; "shared" or null when its statements name their own
     */
    static Kind of(@Nullable String asked, @Nullable String ofSession) {
        String name = asked != null ? asked : ofSession;
        if (name == null || name.isEmpty() || name.equals("shared")) {
            throw new IllegalArgumentException(
                    "The statement names no kind and the session has none: add \"kind\": spark, pyspark or sql");
        }
        if (name.equals("pyspark3")) {
            return PYSPARK;
        }
        for (Kind kind : values()) {
            if (kind.livyName.equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("Unknown kind '" + name + "': use spark, pyspark or sql");
    }
}
