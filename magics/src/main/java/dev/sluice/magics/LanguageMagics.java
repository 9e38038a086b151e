package dev.sluice.magics;

import dev.sluice.livy.Language;
import dev.sluice.magics.command.Magic;
import java.util.Optional;

/** The magics that run code. */
final class LanguageMagics {

    private LanguageMagics() {}

    static Optional<Language> language(Magic magic) {
        return Language.ofKind(magic.word());
    }
}
