package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression.OrderItem;
import dev.sluice.pool.sql.tsql.Expression.Quantifier;
import dev.sluice.pool.sql.tsql.Query.Body;
import dev.sluice.pool.sql.tsql.Query.CommonTable;
import dev.sluice.pool.sql.tsql.Query.Grouping;
import dev.sluice.pool.sql.tsql.Query.GroupingFamily;
import dev.sluice.pool.sql.tsql.Query.GroupingKind;
import dev.sluice.pool.sql.tsql.Query.GroupingSet;
import dev.sluice.pool.sql.tsql.Query.SelectItem;
import dev.sluice.pool.sql.tsql.Query.SetOperator;
import dev.sluice.pool.sql.tsql.Query.Ties;
import dev.sluice.pool.sql.tsql.Query.Top;
import dev.sluice.pool.sql.tsql.Query.TopUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads queries: WITH, SELECT, set operators, ORDER BY, OFFSET, OPTION. */
final class QueryParser {

    /** First words of query hints, which change plans and no results. */
    private static final Set<String> HINTS = Set.of(
            "HASH",
            "LOOP",
            "MERGE",
            "CONCAT",
            "ORDER",
            "FORCE",
            "FORCE_ORDER",
            "MAXDOP",
            "RECOMPILE",
            "FAST",
            "OPTIMIZE",
            "KEEPFIXED",
            "MAXRECURSION",
            "ROBUST",
            "EXPAND",
            "FORCE_EXTERNALPUSHDOWN",
            "DISABLE_EXTERNALPUSHDOWN");

    private final Grammar grammar;
    private final Tokens tokens;

    QueryParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** Whether the next parenthesis, maybe after more of them, opens a query. */
    boolean aheadInParentheses() {
        int i = 0;
        while (tokens.peek(i).symbol("(")) {
            i++;
        }
        if (i == 0 || !(tokens.peek(i).word("select") || tokens.peek(i).word("with"))) {
            return false;
        }
        if (i == 1) {
            return true;
        }
        return nestedQueryIsWhole(i);
    }

    /** Tells {@code ((SELECT 1) UNION SELECT 2)} from {@code ((SELECT 1) + 2)}: what follows the inner parenthesis. */
    private boolean nestedQueryIsWhole(int first) {
        int open = 1;
        int i = first;
        while (open > 0 && tokens.peek(i).kind() != Token.Kind.END) {
            if (tokens.peek(i).symbol("(")) {
                open++;
            } else if (tokens.peek(i).symbol(")")) {
                open--;
            }
            i++;
        }
        Token after = tokens.peek(i);
        return after.symbol(")") || after.word("union") || after.word("except") || after.word("intersect");
    }

    /** Reads {@code (query)}. */
    Query parenthesised() throws SqlError {
        tokens.expectSymbol("(");
        tokens.enter();
        Query query = query();
        tokens.leave();
        tokens.expectSymbol(")");
        return query;
    }

    /** Reads a query with all of its clauses. */
    Query query() throws SqlError {
        return query(with());
    }

    /** Reads a query after its WITH clause. */
    Query query(List<CommonTable> with) throws SqlError {
        Position at = tokens.at();
        Body body = combination();
        List<OrderItem> orderBy = tokens.accept("order", "by") ? grammar.calls.orderItems() : List.of();
        Expression offset = null;
        Expression fetch = null;
        if (!orderBy.isEmpty() && tokens.accept("offset")) {
            offset = grammar.expressions.expression();
            expectOneOf("row", "rows");
            if (tokens.accept("fetch")) {
                expectOneOf("first", "next");
                fetch = grammar.expressions.expression();
                expectOneOf("row", "rows");
                tokens.expect("only");
            }
        }
        return new Query(with, body, orderBy, offset, fetch, option(), at);
    }

    private void expectOneOf(String first, String second) throws SqlError {
        if (!tokens.accept(first)) {
            tokens.expect(second);
        }
    }

    /** Reads a WITH clause if there is one. */
    List<CommonTable> with() throws SqlError {
        if (!tokens.accept("with")) {
            return List.of();
        }
        List<CommonTable> tables = new ArrayList<>();
        do {
            Position at = tokens.at();
            String name = tokens.name();
            List<String> columns = tokens.aheadSymbol("(") ? tokens.names() : List.of();
            tokens.expect("as");
            tables.add(new CommonTable(name, columns, parenthesised(), at));
        } while (tokens.acceptSymbol(","));
        return tables;
    }

    /** Reads an OPTION clause if there is one and returns its label. */
    @Nullable String option() throws SqlError {
        if (!tokens.accept("option")) {
            return null;
        }
        String label = null;
        tokens.expectSymbol("(");
        do {
            if (tokens.accept("label")) {
                tokens.expectSymbol("=");
                label = tokens.string();
            } else {
                skipHint();
            }
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        return label;
    }

    private void skipHint() throws SqlError {
        if (!HINTS.contains(tokens.peek().upper())) {
            throw tokens.unexpected();
        }
        while (tokens.peek().kind() == Token.Kind.WORD || tokens.peek().kind() == Token.Kind.NUMBER) {
            tokens.take();
        }
    }

    private Body combination() throws SqlError {
        int around = tokens.beginChain();
        Body body = combination(intersection());
        tokens.endChain(around);
        return body;
    }

    private Body combination(Body first) throws SqlError {
        Body left = first;
        while (true) {
            Position at = tokens.at();
            SetOperator operator;
            if (tokens.accept("union", "all")) {
                operator = SetOperator.UNION_ALL;
            } else if (tokens.accept("union")) {
                operator = SetOperator.UNION;
            } else if (tokens.accept("except")) {
                operator = SetOperator.EXCEPT;
            } else {
                return left;
            }
            tokens.link();
            left = new Query.Combination(operator, left, intersection(), at);
        }
    }

    private Body intersection() throws SqlError {
        int around = tokens.beginChain();
        Body left = term();
        while (tokens.ahead("intersect")) {
            Position at = tokens.take().at();
            tokens.link();
            left = new Query.Combination(SetOperator.INTERSECT, left, term(), at);
        }
        tokens.endChain(around);
        return left;
    }

    private Body term() throws SqlError {
        Position at = tokens.at();
        if (tokens.aheadSymbol("(")) {
            return new Query.Nested(parenthesised(), at);
        }
        return select();
    }

    private Query.Select select() throws SqlError {
        Position at = tokens.at();
        tokens.expect("select");
        Quantifier quantifier = tokens.accept("distinct") ? Quantifier.DISTINCT : Quantifier.ALL;
        tokens.accept("all");
        Top top = top();
        List<SelectItem> items = new ArrayList<>();
        do {
            items.add(item());
        } while (tokens.acceptSymbol(","));
        ObjectName into = tokens.accept("into") ? tokens.objectName() : null;
        List<TableSource> from = tokens.accept("from") ? grammar.sources.sources() : List.of();
        Condition where = tokens.accept("where") ? grammar.expressions.condition() : null;
        List<Grouping> groupBy = tokens.accept("group", "by") ? groupings() : List.of();
        Condition having = tokens.accept("having") ? grammar.expressions.condition() : null;
        return new Query.Select(quantifier, top, items, into, from, where, groupBy, having, at);
    }

    /** Reads a TOP clause if there is one. */
    @Nullable Top top() throws SqlError {
        if (!tokens.accept("top")) {
            return null;
        }
        Expression count;
        if (tokens.acceptSymbol("(")) {
            count = grammar.expressions.expression();
            tokens.expectSymbol(")");
        } else {
            Token number = tokens.take();
            count = switch (number.kind()) {
                case NUMBER -> new Expression.NumberLiteral(number.text(), number.at());
                case VARIABLE -> new Expression.Variable(number.text(), number.at());
                default -> throw Syntax.near(number.text(), number.at());
            };
        }
        TopUnit unit = tokens.accept("percent") ? TopUnit.PERCENT : TopUnit.ROWS;
        Ties ties = tokens.accept("with", "ties") ? Ties.KEEP : Ties.DROP;
        return new Top(count, unit, ties);
    }

    private SelectItem item() throws SqlError {
        Token first = tokens.peek();
        Position at = first.at();
        if (tokens.acceptSymbol("*")) {
            return new Query.AllColumns(List.of(), at);
        }
        SelectItem all = qualifiedStar();
        if (all != null) {
            return all;
        }
        if (first.kind() == Token.Kind.VARIABLE && tokens.peek(1).symbol("=")) {
            tokens.take();
            tokens.take();
            return new Query.Assignment(first.text(), grammar.expressions.expression(), at);
        }
        if ((Tokens.isName(first) || first.string()) && tokens.peek(1).symbol("=")) {
            tokens.take();
            tokens.take();
            return new Query.Item(grammar.expressions.expression(), first.text(), at);
        }
        Expression expression = grammar.expressions.expression();
        return new Query.Item(expression, alias(), at);
    }

    private @Nullable SelectItem qualifiedStar() throws SqlError {
        int i = 0;
        List<String> qualifier = new ArrayList<>();
        while (Tokens.isName(tokens.peek(i)) && tokens.peek(i + 1).symbol(".")) {
            qualifier.add(tokens.peek(i).text());
            i += 2;
        }
        if (i == 0 || !tokens.peek(i).symbol("*")) {
            return null;
        }
        Position at = tokens.at();
        for (int taken = 0; taken <= i; taken++) {
            tokens.take();
        }
        return new Query.AllColumns(qualifier, at);
    }

    private @Nullable String alias() throws SqlError {
        if (tokens.accept("as")) {
            return tokens.peek().string() ? tokens.take().text() : tokens.name();
        }
        if (tokens.peek().string()) {
            return tokens.take().text();
        }
        return grammar.sources.aheadAlias() ? tokens.name() : null;
    }

    private List<Grouping> groupings() throws SqlError {
        List<Grouping> groupings = new ArrayList<>();
        do {
            groupings.add(grouping());
        } while (tokens.acceptSymbol(","));
        if (tokens.ahead("with", "rollup") || tokens.ahead("with", "cube")) {
            tokens.take();
            GroupingKind kind = tokens.take().word("rollup") ? GroupingKind.ROLLUP : GroupingKind.CUBE;
            List<GroupingSet> sets = new ArrayList<>();
            for (Grouping grouping : groupings) {
                if (!(grouping instanceof GroupingSet set)) {
                    throw tokens.unexpected();
                }
                sets.add(set);
            }
            return List.of(new GroupingFamily(kind, sets));
        }
        return groupings;
    }

    private Grouping grouping() throws SqlError {
        if (tokens.ahead("rollup") && tokens.peek(1).symbol("(")) {
            tokens.take();
            return new GroupingFamily(GroupingKind.ROLLUP, sets());
        }
        if (tokens.ahead("cube") && tokens.peek(1).symbol("(")) {
            tokens.take();
            return new GroupingFamily(GroupingKind.CUBE, sets());
        }
        if (tokens.accept("grouping", "sets")) {
            return new GroupingFamily(GroupingKind.SETS, sets());
        }
        return new GroupingSet(List.of(grammar.expressions.expression()));
    }

    private List<GroupingSet> sets() throws SqlError {
        List<GroupingSet> sets = new ArrayList<>();
        tokens.expectSymbol("(");
        do {
            if (tokens.acceptSymbol("(")) {
                sets.add(new GroupingSet(tokens.aheadSymbol(")") ? List.of() : grammar.expressions.expressions()));
                tokens.expectSymbol(")");
            } else {
                sets.add(new GroupingSet(List.of(grammar.expressions.expression())));
            }
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        return sets;
    }
}
