package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Change.Assignment;
import dev.sluice.pool.sql.tsql.Change.BulkColumn;
import dev.sluice.pool.sql.tsql.Change.MergeArm;
import dev.sluice.pool.sql.tsql.Change.MergeCase;
import dev.sluice.pool.sql.tsql.Query.CommonTable;
import dev.sluice.pool.sql.tsql.Query.Top;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads INSERT, INSERT BULK, UPDATE, DELETE and MERGE. */
final class ChangeParser {

    private final Grammar grammar;
    private final Tokens tokens;

    ChangeParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** Reads a change after its WITH clause. */
    Change change(List<CommonTable> with) throws SqlError {
        Position at = tokens.at();
        if (tokens.accept("insert")) {
            return tokens.accept("bulk") ? insertBulk(at) : insert(with, at);
        }
        if (tokens.accept("update")) {
            return update(with, at);
        }
        if (tokens.accept("delete")) {
            return delete(with, at);
        }
        tokens.expect("merge");
        return merge(with, at);
    }

    private Change insert(List<CommonTable> with, Position at) throws SqlError {
        tokens.accept("into");
        ObjectName table = tokens.objectName();
        grammar.sources.hints();
        List<String> columns = List.of();
        if (tokens.aheadSymbol("(") && !grammar.queries.aheadInParentheses()) {
            columns = tokens.names();
        }
        refuseOutput();
        Change.Source source;
        if (tokens.accept("default", "values")) {
            source = new Change.Defaults();
        } else if (tokens.accept("values")) {
            source = new Change.Rows(rows());
        } else if (tokens.ahead("exec") || tokens.ahead("execute")) {
            Position exec = tokens.take().at();
            if (!(grammar.controls.execute(exec) instanceof Control.Execute execute)) {
                throw Syntax.unsupported("INSERT EXECUTE of a text", exec);
            }
            source = new Change.FromProcedure(execute);
        } else {
            Query query = with.isEmpty() ? grammar.queries.query() : grammar.queries.query(with);
            return new Change.Insert(table, columns, new Change.FromQuery(query), query.label(), at);
        }
        return new Change.Insert(table, columns, source, grammar.queries.option(), at);
    }

    private List<List<@Nullable Expression>> rows() throws SqlError {
        List<List<@Nullable Expression>> rows = new ArrayList<>();
        do {
            tokens.expectSymbol("(");
            List<@Nullable Expression> row = new ArrayList<>();
            do {
                row.add(tokens.accept("default") ? null : grammar.expressions.expression());
            } while (tokens.acceptSymbol(","));
            tokens.expectSymbol(")");
            rows.add(row);
        } while (tokens.acceptSymbol(","));
        return rows;
    }

    private Change insertBulk(Position at) throws SqlError {
        ObjectName table = tokens.objectName();
        List<BulkColumn> columns = new ArrayList<>();
        tokens.expectSymbol("(");
        do {
            String name = tokens.name();
            columns.add(new BulkColumn(name, grammar.types.declared()));
            if (tokens.accept("collate")) {
                tokens.name();
            }
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        List<String> options = new ArrayList<>();
        if (tokens.accept("with")) {
            tokens.expectSymbol("(");
            do {
                StringBuilder option = new StringBuilder();
                while (!tokens.aheadSymbol(",") && !tokens.aheadSymbol(")") && !tokens.atEnd()) {
                    option.append(option.isEmpty() ? "" : " ")
                            .append(tokens.take().upper());
                }
                options.add(option.toString());
            } while (tokens.acceptSymbol(","));
            tokens.expectSymbol(")");
        }
        return new Change.InsertBulk(table, columns, options, at);
    }

    private Change update(List<CommonTable> with, Position at) throws SqlError {
        Top top = grammar.queries.top();
        ObjectName target = tokens.objectName();
        grammar.sources.hints();
        tokens.expect("set");
        List<Assignment> assignments = assignments();
        refuseOutput();
        List<TableSource> from = tokens.accept("from") ? grammar.sources.sources() : List.of();
        Condition where = where();
        return new Change.Update(with, top, target, assignments, from, where, grammar.queries.option(), at);
    }

    private List<Assignment> assignments() throws SqlError {
        List<Assignment> assignments = new ArrayList<>();
        do {
            Position at = tokens.at();
            if (tokens.peek().kind() == Token.Kind.VARIABLE) {
                throw tokens.unexpected();
            }
            List<String> parts = new ArrayList<>();
            do {
                parts.add(tokens.name());
            } while (tokens.acceptSymbol("."));
            String name = parts.remove(parts.size() - 1);
            Expression.Column column = new Expression.Column(List.copyOf(parts), name, at);
            Token sign = tokens.peek();
            Expression.BinaryOperator operator = compound(sign);
            if (operator != null) {
                tokens.take();
                assignments.add(new Assignment(
                        column, new Expression.Binary(operator, column, grammar.expressions.expression(), sign.at())));
            } else {
                tokens.expectSymbol("=");
                assignments.add(
                        new Assignment(column, tokens.accept("default") ? null : grammar.expressions.expression()));
            }
        } while (tokens.acceptSymbol(","));
        return assignments;
    }

    /** Returns the operator of {@code +=} and its like. */
    static Expression.@Nullable BinaryOperator compound(Token sign) {
        if (sign.kind() != Token.Kind.SYMBOL) {
            return null;
        }
        return switch (sign.text()) {
            case "+=" -> Expression.BinaryOperator.ADD;
            case "-=" -> Expression.BinaryOperator.SUBTRACT;
            case "*=" -> Expression.BinaryOperator.MULTIPLY;
            case "/=" -> Expression.BinaryOperator.DIVIDE;
            case "%=" -> Expression.BinaryOperator.MODULO;
            default -> null;
        };
    }

    private @Nullable Condition where() throws SqlError {
        return tokens.accept("where") ? grammar.expressions.condition() : null;
    }

    private void refuseOutput() throws SqlError {
        if (tokens.ahead("output")) {
            throw tokens.unexpected();
        }
    }

    private Change delete(List<CommonTable> with, Position at) throws SqlError {
        Top top = grammar.queries.top();
        tokens.accept("from");
        ObjectName target = tokens.objectName();
        grammar.sources.hints();
        refuseOutput();
        List<TableSource> from = List.of();
        if (tokens.accept("from")) {
            from = grammar.sources.sources();
        } else if (grammar.sources.aheadAlias() || tokens.ahead("as")) {
            // DELETE FROM t AS a is no T-SQL: the alias needs DELETE a FROM t AS a.
            throw tokens.unexpected();
        }
        Condition where = where();
        return new Change.Delete(with, top, target, from, where, grammar.queries.option(), at);
    }

    private Change merge(List<CommonTable> with, Position at) throws SqlError {
        tokens.accept("into");
        ObjectName target = tokens.objectName();
        grammar.sources.hints();
        String alias = grammar.sources.alias();
        tokens.expect("using");
        TableSource source = grammar.sources.source();
        tokens.expect("on");
        Condition condition = grammar.expressions.condition();
        List<MergeArm> arms = new ArrayList<>();
        while (tokens.ahead("when")) {
            arms.add(arm());
        }
        if (arms.isEmpty()) {
            throw tokens.unexpected();
        }
        refuseOutput();
        return new Change.Merge(with, target, alias, source, condition, arms, grammar.queries.option(), at);
    }

    private MergeArm arm() throws SqlError {
        Position at = tokens.take().at();
        MergeCase when = MergeCase.MATCHED;
        if (tokens.accept("not")) {
            tokens.expect("matched");
            when = MergeCase.NOT_MATCHED_BY_TARGET;
            if (tokens.accept("by", "source")) {
                when = MergeCase.NOT_MATCHED_BY_SOURCE;
            } else {
                tokens.accept("by", "target");
            }
        } else {
            tokens.expect("matched");
        }
        Condition condition = tokens.accept("and") ? grammar.expressions.condition() : null;
        tokens.expect("then");
        if (when == MergeCase.NOT_MATCHED_BY_TARGET) {
            tokens.expect("insert");
            List<String> columns = tokens.aheadSymbol("(") ? tokens.names() : List.of();
            tokens.expect("values");
            tokens.expectSymbol("(");
            List<Expression> values = grammar.expressions.expressions();
            tokens.expectSymbol(")");
            return new MergeArm(when, condition, new Change.MergeInsert(columns, values), at);
        }
        if (tokens.accept("delete")) {
            return new MergeArm(when, condition, new Change.MergeDelete(), at);
        }
        tokens.expect("update", "set");
        return new MergeArm(when, condition, new Change.MergeUpdate(assignments()), at);
    }
}
