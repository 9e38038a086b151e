package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.kernel.message.Header;
import java.util.Objects;

/** Content of {@code kernel_info_reply}. */
final class KernelInfo {

    private KernelInfo() {}

    static ObjectNode of(NotebookLanguage language) {
        String version =
                Objects.requireNonNullElse(KernelInfo.class.getPackage().getImplementationVersion(), "development");
        ObjectNode reply = Contents.ok()
                .put("protocol_version", Header.VERSION)
                .put("implementation", "sluice")
                .put("implementation_version", version)
                .put("banner", banner(language, version))
                .put("debugger", false);
        // Subshells and the debugger are what could stand here; the kernel has neither.
        reply.putArray("supported_features");
        reply.putArray("help_links");
        reply.putObject("language_info")
                .put("name", language.languageName())
                .put("version", "")
                .put("mimetype", language.mimeType())
                .put("file_extension", language.fileExtension())
                .put("pygments_lexer", language.languageName())
                .put("codemirror_mode", language.languageName());
        return reply;
    }

    private static String banner(NotebookLanguage language, String version) {
        return "Sluice " + version + ", cells run as " + language.id() + " in a Spark pool."
                + " %sqlpool help tells how to move data to and from a SQL pool.";
    }
}
