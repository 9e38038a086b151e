package dev.sluice.connector.sql;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a label on statements of the user that take one. */
public final class Labelled {

    /** What a statement begins with that takes an OPTION clause at its end. */
    private static final List<String> TAKERS = List.of("SELECT", "INSERT", "UPDATE", "DELETE", "WITH");

    private Labelled() {}

    /**
     * Returns a statement with a label at its end.
     *
     * @return nothing if there is no label, or if the statement takes none, has an OPTION clause of its own or is several
     */
    public static Optional<String> statement(Batches.Unit unit, @Nullable String label) {
        if (label == null || unit.whole()) {
            return Optional.empty();
        }
        List<TsqlToken> tokens = TsqlLexer.tokens(unit.sql());
        boolean takes = TAKERS.stream().anyMatch(tokens.get(0)::is);
        boolean own = tokens.stream().anyMatch(token -> token.is("OPTION"));
        return takes && !own
                ? Optional.of(unit.sql() + " OPTION (LABEL = " + Literal.unicode(label) + ")")
                : Optional.empty();
    }
}
