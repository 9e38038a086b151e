package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition.ColumnDefinition;
import dev.sluice.pool.sql.tsql.Definition.Distribution;
import dev.sluice.pool.sql.tsql.Definition.DistributionKind;
import dev.sluice.pool.sql.tsql.Definition.Identity;
import dev.sluice.pool.sql.tsql.Definition.Index;
import dev.sluice.pool.sql.tsql.Definition.IndexKind;
import dev.sluice.pool.sql.tsql.Definition.Missing;
import dev.sluice.pool.sql.tsql.Definition.Nullability;
import dev.sluice.pool.sql.tsql.Definition.Partition;
import dev.sluice.pool.sql.tsql.Definition.RangeSide;
import dev.sluice.pool.sql.tsql.Definition.TableOptions;
import dev.sluice.pool.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CREATE TABLE and ALTER TABLE. */
final class TableParser {

    private final Grammar grammar;
    private final Tokens tokens;

    TableParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** Reads the rest of CREATE TABLE: with columns, or AS a query. */
    Statement create(Position at) throws SqlError {
        ObjectName name = tokens.objectName();
        if (tokens.aheadSymbol("(") && Tokens.isName(tokens.peek(1)) && !columnListAhead()) {
            List<ColumnDefinition> columns = columns();
            TableOptions options = tokens.accept("with") ? options() : TableOptions.NONE;
            return new Definition.CreateTable(name, columns, options, at);
        }
        List<String> columns = tokens.aheadSymbol("(") ? tokens.names() : List.of();
        TableOptions options = tokens.accept("with") ? options() : TableOptions.NONE;
        tokens.expect("as");
        return new Definition.CreateTableAs(name, columns, options, grammar.queries.query(), at);
    }

    /** Whether {@code (a, b)} or {@code (a)} without types is next. */
    private boolean columnListAhead() {
        return tokens.peek(2).symbol(",") || tokens.peek(2).symbol(")");
    }

    /** Reads {@code (name type ..., name type ...)}. */
    List<ColumnDefinition> columns() throws SqlError {
        List<ColumnDefinition> columns = new ArrayList<>();
        tokens.expectSymbol("(");
        do {
            columns.add(column());
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        return columns;
    }

    private ColumnDefinition column() throws SqlError {
        Position at = tokens.at();
        String name = tokens.name();
        SqlType type = grammar.types.declared();
        Nullability nullability = null;
        Expression value = null;
        Identity identity = null;
        String collation = null;
        while (true) {
            if (tokens.accept("collate")) {
                collation = tokens.name();
            } else if (tokens.accept("null")) {
                nullability = Nullability.NULL;
            } else if (tokens.accept("not", "null")) {
                nullability = Nullability.NOT_NULL;
            } else if (tokens.ahead("constraint")) {
                tokens.take();
                tokens.name();
                if (!tokens.ahead("default")) {
                    throw tokens.unexpected();
                }
            } else if (tokens.accept("default")) {
                value = grammar.expressions.expression();
            } else if (tokens.accept("identity")) {
                identity = identity();
            } else {
                return new ColumnDefinition(name, type, nullability, value, identity, collation, at);
            }
        }
    }

    private Identity identity() throws SqlError {
        long seed = 1;
        long increment = 1;
        if (tokens.acceptSymbol("(")) {
            seed = tokens.integer();
            tokens.expectSymbol(",");
            increment = tokens.integer();
            tokens.expectSymbol(")");
        }
        return new Identity(seed, increment);
    }

    /** Reads {@code (DISTRIBUTION = ..., HEAP, PARTITION (...))}. */
    private TableOptions options() throws SqlError {
        Distribution distribution = null;
        Index index = null;
        Partition partition = null;
        tokens.expectSymbol("(");
        do {
            if (distribution == null && tokens.accept("distribution")) {
                tokens.expectSymbol("=");
                distribution = distribution();
            } else if (partition == null && tokens.accept("partition")) {
                partition = partition();
            } else if (index == null) {
                index = index();
            } else {
                throw tokens.unexpected();
            }
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        return new TableOptions(distribution, index, partition);
    }

    private Distribution distribution() throws SqlError {
        if (tokens.accept("round_robin")) {
            return new Distribution(DistributionKind.ROUND_ROBIN, List.of());
        }
        if (tokens.accept("replicate")) {
            return new Distribution(DistributionKind.REPLICATE, List.of());
        }
        tokens.expect("hash");
        return new Distribution(DistributionKind.HASH, tokens.names());
    }

    private Index index() throws SqlError {
        if (tokens.accept("heap")) {
            return new Index(IndexKind.HEAP, List.of());
        }
        tokens.expect("clustered");
        if (tokens.accept("columnstore")) {
            tokens.expect("index");
            List<String> columns = tokens.accept("order") ? tokens.names() : List.of();
            return new Index(IndexKind.COLUMNSTORE, columns);
        }
        tokens.expect("index");
        return new Index(IndexKind.CLUSTERED, orderedNames());
    }

    /** Reads {@code (a ASC, b DESC)} and returns the names. */
    List<String> orderedNames() throws SqlError {
        List<String> names = new ArrayList<>();
        tokens.expectSymbol("(");
        do {
            names.add(tokens.name());
            if (!tokens.accept("asc")) {
                tokens.accept("desc");
            }
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        return names;
    }

    private Partition partition() throws SqlError {
        tokens.expectSymbol("(");
        String column = tokens.name();
        tokens.expect("range");
        RangeSide side = tokens.accept("right") ? RangeSide.RIGHT : RangeSide.LEFT;
        tokens.accept("left");
        tokens.expect("for", "values");
        tokens.expectSymbol("(");
        List<Expression> boundaries = tokens.aheadSymbol(")") ? List.of() : grammar.expressions.expressions();
        tokens.expectSymbol(")");
        tokens.expectSymbol(")");
        return new Partition(column, side, boundaries);
    }

    /** Reads the rest of ALTER TABLE. */
    Statement alter(Position at) throws SqlError {
        ObjectName name = tokens.objectName();
        return new Definition.AlterTable(name, alteration(), at);
    }

    private Definition.Alteration alteration() throws SqlError {
        if (tokens.accept("add")) {
            return add();
        }
        if (tokens.accept("drop", "column")) {
            Missing missing = tokens.accept("if", "exists") ? Missing.IGNORE : Missing.ERROR;
            List<String> names = new ArrayList<>();
            do {
                names.add(tokens.name());
            } while (tokens.acceptSymbol(","));
            return new Definition.DropColumns(names, missing);
        }
        if (tokens.accept("drop", "constraint")) {
            Missing missing = tokens.accept("if", "exists") ? Missing.IGNORE : Missing.ERROR;
            return new Definition.DropConstraint(tokens.name(), missing);
        }
        if (tokens.accept("alter", "column")) {
            return new Definition.AlterColumn(column());
        }
        if (tokens.accept("switch")) {
            return switchPartition();
        }
        if (tokens.accept("split", "range")) {
            return new Definition.ChangeRange(Definition.RangeChange.SPLIT, boundary());
        }
        if (tokens.accept("merge", "range")) {
            return new Definition.ChangeRange(Definition.RangeChange.MERGE, boundary());
        }
        rebuild();
        return new Definition.Rebuild();
    }

    private Expression boundary() throws SqlError {
        tokens.expectSymbol("(");
        Expression boundary = grammar.expressions.expression();
        tokens.expectSymbol(")");
        return boundary;
    }

    /** Reads {@code REBUILD} or {@code REORGANIZE} with what may follow. */
    void rebuild() throws SqlError {
        if (!tokens.accept("reorganize")) {
            tokens.expect("rebuild");
        }
        if (tokens.accept("partition")) {
            tokens.expectSymbol("=");
            if (!tokens.accept("all")) {
                tokens.integer();
            }
        }
        skipParenthesesAfterWith();
    }

    /** Reads {@code WITH (...)} of an index, which changes storage only. */
    void skipParenthesesAfterWith() throws SqlError {
        if (!(tokens.ahead("with") && tokens.peek(1).symbol("("))) {
            return;
        }
        tokens.take();
        int depth = 0;
        do {
            Token token = tokens.take();
            if (token.symbol("(")) {
                depth++;
            } else if (token.symbol(")")) {
                depth--;
            } else if (token.kind() == Token.Kind.END) {
                throw tokens.unexpected();
            }
        } while (depth > 0);
    }

    private Definition.Alteration add() throws SqlError {
        String name = tokens.accept("constraint") ? tokens.name() : null;
        if (tokens.ahead("primary") || tokens.ahead("unique")) {
            return key(name);
        }
        if (tokens.accept("default")) {
            Expression value = grammar.expressions.expression();
            tokens.expect("for");
            return new Definition.AddDefault(name, value, tokens.name());
        }
        if (name != null) {
            throw tokens.unexpected();
        }
        List<ColumnDefinition> columns = new ArrayList<>();
        do {
            columns.add(column());
        } while (tokens.acceptSymbol(","));
        return new Definition.AddColumns(columns);
    }

    private Definition.Alteration key(@Nullable String name) throws SqlError {
        Definition.KeyKind kind = tokens.accept("unique") ? Definition.KeyKind.UNIQUE : Definition.KeyKind.PRIMARY;
        if (kind == Definition.KeyKind.PRIMARY) {
            tokens.expect("primary", "key");
        }
        tokens.accept("nonclustered");
        List<String> columns = orderedNames();
        // The pool takes keys that it does not enforce only.
        tokens.expect("not", "enforced");
        return new Definition.AddKey(name, kind, columns);
    }

    private Definition.Alteration switchPartition() throws SqlError {
        int from = tokens.accept("partition") ? (int) tokens.integer() : 0;
        tokens.expect("to");
        ObjectName target = tokens.objectName();
        int to = tokens.accept("partition") ? (int) tokens.integer() : 0;
        Definition.SwitchTarget content = Definition.SwitchTarget.MUST_BE_EMPTY;
        if (tokens.accept("with")) {
            tokens.expectSymbol("(");
            tokens.expect("truncate_target");
            tokens.expectSymbol("=");
            if (tokens.accept("on")) {
                content = Definition.SwitchTarget.TRUNCATE;
            } else {
                tokens.expect("off");
            }
            tokens.expectSymbol(")");
        }
        return new Definition.Switch(from, target, to, content);
    }
}
