package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition.Drop;
import dev.sluice.pool.sql.tsql.Definition.Missing;
import dev.sluice.pool.sql.tsql.Definition.ObjectKind;
import dev.sluice.pool.sql.tsql.Definition.Replacing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads CREATE, ALTER, DROP, TRUNCATE and RENAME, and hands tables, external objects and principals on. */
final class DefinitionParser {

    private final Grammar grammar;
    private final Tokens tokens;

    DefinitionParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** Reads a definition. */
    Statement definition() throws SqlError {
        Token first = tokens.take();
        return switch (first.upper()) {
            case "CREATE" -> create(first);
            case "ALTER" -> alter(first);
            case "DROP" -> drop(first);
            case "TRUNCATE" -> truncate(first.at());
            default -> rename(first.at());
        };
    }

    private Statement create(Token first) throws SqlError {
        Position at = first.at();
        Token kind = tokens.peek();
        if (tokens.accept("schema")) {
            String name = tokens.name();
            String owner = tokens.accept("authorization") ? tokens.name() : null;
            return new Definition.CreateSchema(name, owner, at);
        }
        if (tokens.accept("table")) {
            return grammar.tables.create(at);
        }
        if (tokens.accept("external")) {
            return grammar.externals.create(at);
        }
        if (tokens.accept("view")) {
            return view(first, Replacing.NEVER);
        }
        if (tokens.accept("or", "alter")) {
            tokens.expect("view");
            return view(first, Replacing.IF_THERE);
        }
        if (tokens.accept("statistics")) {
            return createStatistics(at);
        }
        if (tokens.accept("database", "scoped", "credential")) {
            return grammar.externals.credential(Replacing.NEVER, at);
        }
        if (tokens.accept("database")) {
            return database(at);
        }
        if (tokens.accept("master", "key")) {
            return grammar.externals.masterKey(at);
        }
        if (tokens.ahead("user") || tokens.ahead("login") || tokens.ahead("role")) {
            return grammar.securities.createPrincipal(at);
        }
        return createIndex(kind, at);
    }

    private Statement createIndex(Token kind, Position at) throws SqlError {
        if (!tokens.accept("clustered")) {
            tokens.accept("nonclustered");
        }
        boolean columnstore = tokens.accept("columnstore");
        if (!tokens.accept("index")) {
            throw refused("CREATE", kind);
        }
        String name = tokens.name();
        tokens.expect("on");
        ObjectName table = tokens.objectName();
        List<String> columns = List.of();
        if (!columnstore || tokens.aheadSymbol("(")) {
            columns = grammar.tables.orderedNames();
        }
        grammar.tables.skipParenthesesAfterWith();
        return new Definition.CreateIndex(name, table, columns, at);
    }

    private static SqlError refused(String verb, Token kind) {
        return switch (kind.upper()) {
            case "PROCEDURE",
                    "PROC",
                    "FUNCTION",
                    "TRIGGER",
                    "TYPE",
                    "SEQUENCE",
                    "SYNONYM",
                    "MATERIALIZED",
                    "WORKLOAD",
                    "SERVER",
                    "CERTIFICATE",
                    "SYMMETRIC",
                    "SECURITY",
                    "RESOURCE" -> Syntax.unsupported(verb + " " + kind.upper(), kind.at());
            default -> Syntax.near(kind.text(), kind.at());
        };
    }

    private Statement database(Position at) throws SqlError {
        String name = tokens.name();
        if (tokens.accept("collate")) {
            tokens.name();
        }
        Map<String, String> options = Map.of();
        if (tokens.aheadSymbol("(")) {
            options = grammar.options.options(Set.of("MAXSIZE", "EDITION", "SERVICE_OBJECTIVE"));
        }
        return new Definition.CreateDatabase(name, options, at);
    }

    private Statement view(Token first, Replacing replacing) throws SqlError {
        ObjectName name = tokens.objectName();
        List<String> columns = tokens.aheadSymbol("(") ? tokens.names() : List.of();
        tokens.expect("as");
        Query query = grammar.queries.query();
        return new Definition.CreateView(name, columns, query, replacing, tokens.textFrom(first), first.at());
    }

    private Statement createStatistics(Position at) throws SqlError {
        String name = tokens.name();
        tokens.expect("on");
        ObjectName table = tokens.objectName();
        List<String> columns = tokens.names();
        if (tokens.accept("where")) {
            grammar.expressions.condition();
        }
        sampling();
        return new Definition.CreateStatistics(name, table, columns, at);
    }

    /** Reads {@code WITH FULLSCAN} and its like if there. */
    private void sampling() throws SqlError {
        if (!tokens.accept("with")) {
            return;
        }
        if (tokens.accept("sample")) {
            tokens.integer();
            tokens.expect("percent");
        } else if (!tokens.accept("fullscan")) {
            tokens.expect("resample");
        }
    }

    /** Reads UPDATE STATISTICS. */
    Statement updateStatistics() throws SqlError {
        Position at = tokens.at();
        tokens.expect("update", "statistics");
        ObjectName table = tokens.objectName();
        List<String> names = tokens.aheadSymbol("(") ? tokens.names() : List.of();
        sampling();
        return new Definition.UpdateStatistics(table, names, at);
    }

    private Statement alter(Token first) throws SqlError {
        Position at = first.at();
        Token kind = tokens.peek();
        if (tokens.accept("table")) {
            return grammar.tables.alter(at);
        }
        if (tokens.accept("view")) {
            return view(first, Replacing.ALWAYS);
        }
        if (tokens.accept("database", "scoped", "credential")) {
            return grammar.externals.credential(Replacing.ALWAYS, at);
        }
        if (tokens.accept("role")) {
            return grammar.securities.alterRole(at);
        }
        if (tokens.accept("index")) {
            String name = tokens.accept("all") ? null : tokens.name();
            tokens.expect("on");
            ObjectName table = tokens.objectName();
            grammar.tables.rebuild();
            return new Definition.AlterIndex(name, table, at);
        }
        if (kind.word("database")) {
            throw Syntax.unsupported("ALTER DATABASE", kind.at());
        }
        throw refused("ALTER", kind);
    }

    private Statement drop(Token first) throws SqlError {
        Position at = first.at();
        Token word = tokens.peek();
        if (tokens.accept("statistics")) {
            return dropStatistics(at);
        }
        if (tokens.accept("index")) {
            Missing missing = missing();
            String name = tokens.name();
            tokens.expect("on");
            return new Definition.DropIndex(name, tokens.objectName(), missing, at);
        }
        if (tokens.accept("master", "key")) {
            return new Drop(ObjectKind.MASTER_KEY, List.of(), Missing.ERROR, at);
        }
        ObjectKind kind = dropped();
        if (kind == null) {
            throw refused("DROP", word);
        }
        Missing missing = missing();
        List<ObjectName> names = new ArrayList<>();
        do {
            names.add(tokens.objectName());
        } while ((kind == ObjectKind.TABLE || kind == ObjectKind.VIEW) && tokens.acceptSymbol(","));
        return new Drop(kind, names, missing, at);
    }

    private @Nullable ObjectKind dropped() {
        if (tokens.accept("schema")) {
            return ObjectKind.SCHEMA;
        }
        if (tokens.accept("table")) {
            return ObjectKind.TABLE;
        }
        if (tokens.accept("view")) {
            return ObjectKind.VIEW;
        }
        if (tokens.accept("external", "table")) {
            return ObjectKind.EXTERNAL_TABLE;
        }
        if (tokens.accept("external", "data", "source")) {
            return ObjectKind.DATA_SOURCE;
        }
        if (tokens.accept("external", "file", "format")) {
            return ObjectKind.FILE_FORMAT;
        }
        if (tokens.accept("database", "scoped", "credential")) {
            return ObjectKind.CREDENTIAL;
        }
        if (tokens.accept("database")) {
            return ObjectKind.DATABASE;
        }
        if (tokens.accept("user")) {
            return ObjectKind.USER;
        }
        if (tokens.accept("login")) {
            return ObjectKind.LOGIN;
        }
        return tokens.accept("role") ? ObjectKind.ROLE : null;
    }

    private Missing missing() {
        return tokens.accept("if", "exists") ? Missing.IGNORE : Missing.ERROR;
    }

    private Statement dropStatistics(Position at) throws SqlError {
        ObjectName name = tokens.objectName();
        if (name.schema() == null) {
            throw tokens.unexpected();
        }
        ObjectName table = new ObjectName(
                /* database= */ null, /* schema= */ name.database(), /* name= */ name.schema(), name.at());
        return new Definition.DropStatistics(table, name.name(), at);
    }

    private Statement truncate(Position at) throws SqlError {
        tokens.expect("table");
        ObjectName name = tokens.objectName();
        List<Integer> partitions = new ArrayList<>();
        if (tokens.accept("with")) {
            tokens.expectSymbol("(");
            tokens.expect("partitions");
            tokens.expectSymbol("(");
            do {
                partitions.add((int) tokens.integer());
            } while (tokens.acceptSymbol(","));
            tokens.expectSymbol(")");
            tokens.expectSymbol(")");
        }
        return new Definition.TruncateTable(name, partitions, at);
    }

    private Statement rename(Position at) throws SqlError {
        if (tokens.accept("object")) {
            tokens.acceptSymbol("::");
            ObjectName name = tokens.objectName();
            tokens.expect("to");
            return new Definition.RenameObject(name, tokens.name(), at);
        }
        if (tokens.accept("column")) {
            ObjectName column = tokens.objectName();
            String table = column.schema();
            tokens.expect("to");
            if (table == null) {
                throw tokens.unexpected();
            }
            return new Definition.RenameColumn(
                    new ObjectName(
                            /* database= */ null, /* schema= */ column.database(), /* name= */ table, column.at()),
                    column.name(),
                    tokens.name(),
                    at);
        }
        throw tokens.unexpected();
    }
}
