package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition.ColumnDefinition;
import dev.sluice.pool.sql.tsql.Definition.Replacing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what defines PolyBase's objects: data sources, file formats, external tables, credentials, the master key. */
final class ExternalParser {

    private static final Set<String> SOURCE =
            Set.of("TYPE", "LOCATION", "CREDENTIAL", "RESOURCE_MANAGER_LOCATION", "PUSHDOWN", "CONNECTION_OPTIONS");
    private static final Set<String> FORMAT = Set.of("FORMAT_TYPE", "DATA_COMPRESSION", "SERDE_METHOD");
    private static final Set<String> FORMAT_OPTIONS = Set.of(
            "FIELD_TERMINATOR",
            "STRING_DELIMITER",
            "FIRST_ROW",
            "DATE_FORMAT",
            "USE_TYPE_DEFAULT",
            "ENCODING",
            "PARSER_VERSION");
    private static final Set<String> TABLE = Set.of(
            "LOCATION",
            "DATA_SOURCE",
            "FILE_FORMAT",
            "REJECT_TYPE",
            "REJECT_VALUE",
            "REJECT_SAMPLE_VALUE",
            "REJECTED_ROW_LOCATION",
            "TABLE_OPTIONS");

    private final Grammar grammar;
    private final Tokens tokens;

    ExternalParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** Reads the rest of CREATE EXTERNAL. */
    Statement create(Position at) throws SqlError {
        if (tokens.accept("data", "source")) {
            String name = tokens.name();
            tokens.expect("with");
            return new Definition.CreateDataSource(name, grammar.options.options(SOURCE), at);
        }
        if (tokens.accept("file", "format")) {
            return fileFormat(at);
        }
        tokens.expect("table");
        ObjectName name = tokens.objectName();
        if (tokens.aheadSymbol("(")) {
            List<ColumnDefinition> columns = grammar.tables.columns();
            tokens.expect("with");
            return new Definition.CreateExternalTable(name, columns, grammar.options.options(TABLE), at);
        }
        tokens.expect("with");
        Map<String, String> options = grammar.options.options(TABLE);
        tokens.expect("as");
        return new Definition.CreateExternalTableAs(name, options, grammar.queries.query(), at);
    }

    private Statement fileFormat(Position at) throws SqlError {
        String name = tokens.name();
        tokens.expect("with");
        Map<String, String> options = new LinkedHashMap<>();
        Map<String, String> formatOptions = Map.of();
        tokens.expectSymbol("(");
        do {
            if (tokens.accept("format_options")) {
                formatOptions = grammar.options.options(FORMAT_OPTIONS);
                continue;
            }
            Token option = tokens.peek();
            if (!FORMAT.contains(option.upper())) {
                throw tokens.unexpected();
            }
            tokens.take();
            tokens.expectSymbol("=");
            options.put(option.upper(), grammar.options.value());
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        return new Definition.CreateFileFormat(name, options, formatOptions, at);
    }

    /** Reads the rest of CREATE or ALTER DATABASE SCOPED CREDENTIAL. */
    Statement credential(Replacing replacing, Position at) throws SqlError {
        String name = tokens.name();
        tokens.expect("with", "identity");
        tokens.expectSymbol("=");
        String identity = tokens.string();
        Secret secret = null;
        if (tokens.acceptSymbol(",")) {
            tokens.expect("secret");
            tokens.expectSymbol("=");
            secret = new Secret(tokens.string());
        }
        return new Definition.PutCredential(name, identity, secret, replacing, at);
    }

    /** Reads the rest of CREATE MASTER KEY. */
    Statement masterKey(Position at) throws SqlError {
        Secret password = null;
        if (tokens.accept("encryption")) {
            tokens.expect("by", "password");
            tokens.expectSymbol("=");
            password = new Secret(tokens.string());
        }
        return new Definition.CreateMasterKey(password, at);
    }
}
