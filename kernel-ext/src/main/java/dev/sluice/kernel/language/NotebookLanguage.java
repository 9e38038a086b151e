package dev.sluice.kernel.language;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Language of the cells that name none, with what Jupyter wants to know of it to highlight and to export. */
public enum NotebookLanguage {
    PYSPARK("pyspark", "Sluice PySpark", "sluice-pyspark", "python", ".py", "text/x-python"),
    SPARK("spark", "Sluice Scala", "sluice-scala", "scala", ".scala", "text/x-scala"),
    SQL("sql", "Sluice SQL", "sluice-sql", "sql", ".sql", "text/x-sql");

    private final String id;
    private final String displayName;
    private final String specName;
    private final String languageName;
    private final String fileExtension;
    private final String mimeType;

    NotebookLanguage(
            String id,
            String displayName,
            String specName,
            String languageName,
            String fileExtension,
            String mimeType) {
        this.id = id;
        this.displayName = displayName;
        this.specName = specName;
        this.languageName = languageName;
        this.fileExtension = fileExtension;
        this.mimeType = mimeType;
    }

    /** Returns the language that an option names: {@code pyspark}, {@code spark} or {@code sql}. */
    public static Optional<NotebookLanguage> of(String id) {
        return Arrays.stream(values())
                .filter(language -> language.id.equals(id.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** Returns the names that {@link #of} knows, as in {@code pyspark, spark, sql}. */
    public static String ids() {
        return Arrays.stream(values()).map(NotebookLanguage::id).collect(Collectors.joining(", "));
    }

    /** Returns its name in options and magics, which is Livy's name of the statement kind. */
    public String id() {
        return id;
    }

    /** Returns what the launcher of JupyterLab shows. */
    public String displayName() {
        return displayName;
    }

    /** Returns the name, and the folder's name, of its kernel spec. */
    public String specName() {
        return specName;
    }

    /** Returns its name in {@code language_info}, which CodeMirror and Pygments know too. */
    public String languageName() {
        return languageName;
    }

    /** Returns the extension of a file of its code, with the dot. */
    public String fileExtension() {
        return fileExtension;
    }

    /** Returns the MIME type that highlighting goes by. */
    public String mimeType() {
        return mimeType;
    }
}
