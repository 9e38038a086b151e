package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Change.CopyColumn;
import dev.sluice.pool.sql.tsql.Change.CopyCredential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads COPY INTO. */
final class CopyParser {

    private static final Set<String> OPTIONS = Set.of(
            "FILE_TYPE",
            "FILE_FORMAT",
            "ERRORFILE",
            "MAXERRORS",
            "COMPRESSION",
            "FIELDQUOTE",
            "FIELDTERMINATOR",
            "ROWTERMINATOR",
            "FIRSTROW",
            "DATEFORMAT",
            "ENCODING",
            "IDENTITY_INSERT",
            "AUTO_CREATE_TABLE");
    private static final Set<String> CREDENTIALS = Set.of("CREDENTIAL", "ERRORFILE_CREDENTIAL");

    private final Grammar grammar;
    private final Tokens tokens;

    CopyParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** Reads the statement. */
    Change copy() throws SqlError {
        Position at = tokens.at();
        tokens.expect("copy", "into");
        ObjectName table = tokens.objectName();
        List<CopyColumn> columns = tokens.aheadSymbol("(") ? columns() : List.of();
        tokens.expect("from");
        List<String> locations = new ArrayList<>();
        do {
            locations.add(tokens.string());
        } while (tokens.acceptSymbol(","));
        Map<String, String> options = new LinkedHashMap<>();
        Map<String, CopyCredential> credentials = new LinkedHashMap<>();
        if (tokens.accept("with")) {
            tokens.expectSymbol("(");
            do {
                option(options, credentials);
            } while (tokens.acceptSymbol(","));
            tokens.expectSymbol(")");
        }
        return new Change.CopyInto(table, columns, locations, options, credentials, grammar.queries.option(), at);
    }

    private List<CopyColumn> columns() throws SqlError {
        List<CopyColumn> columns = new ArrayList<>();
        tokens.expectSymbol("(");
        do {
            String name = tokens.name();
            Expression value = tokens.accept("default") ? grammar.expressions.expression() : null;
            int field = tokens.peek().kind() == Token.Kind.NUMBER ? (int) tokens.integer() : 0;
            columns.add(new CopyColumn(name, value, field));
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        return columns;
    }

    private void option(Map<String, String> options, Map<String, CopyCredential> credentials) throws SqlError {
        Token name = tokens.peek();
        boolean credential = CREDENTIALS.contains(name.upper());
        if (!credential && !OPTIONS.contains(name.upper())) {
            throw tokens.unexpected();
        }
        tokens.take();
        tokens.expectSymbol("=");
        if (credential) {
            credentials.put(name.upper(), credential());
        } else {
            options.put(name.upper(), grammar.options.value());
        }
    }

    private CopyCredential credential() throws SqlError {
        Map<String, String> values = grammar.options.options(Set.of("IDENTITY", "SECRET"));
        String identity = values.get("IDENTITY");
        if (identity == null) {
            throw tokens.unexpected();
        }
        String secret = values.get("SECRET");
        return new CopyCredential(identity, secret == null ? null : new Secret(secret));
    }
}
