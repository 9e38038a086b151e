package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Condition.ComparisonOperator;
import dev.sluice.pool.sql.tsql.Condition.Extent;
import dev.sluice.pool.sql.tsql.Expression.BinaryOperator;
import dev.sluice.pool.sql.tsql.Expression.Encoding;
import dev.sluice.pool.sql.tsql.Expression.Link;
import dev.sluice.pool.sql.tsql.Expression.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions and conditions. Both begin alike ({@code (a = 1)}, {@code (a + 1)}), so one descent reads either,
 * and each place says which it takes.
 *
 * <pre>
 * or      = and { OR and }                 sum     = product { (+ - &amp; ^ |) product }
 * and     = not { AND not }                product = unary { (* / %) unary }
 * not     = NOT not | predicate            unary   = (+ - ~) unary | postfix
 * predicate = sum [ comparison | IN | LIKE | BETWEEN | IS NULL ]
 * </pre>
 */
final class ExpressionParser {

    /**
     * Most operators of one precedence after one another that are read as a tree. More are a chain, which takes as many
     * levels, whatever its length: a tree is what DuckDB computes faster.
     */
    private static final int HIGHEST_CHAIN = 300;

    /** Most terms of a chain. DuckDB holds some thousand values of each at a time. */
    private static final int LONGEST_CHAIN = 4000;

    /** Of operators that stand in chains. */
    private enum Precedence {
        SUM,
        PRODUCT
    }

    private final Grammar grammar;
    private final Tokens tokens;

    ExpressionParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** Reads a value. */
    Expression expression() throws SqlError {
        Position at = tokens.at();
        return value(sum(), at);
    }

    /** Reads a truth. */
    Condition condition() throws SqlError {
        return truth(or());
    }

    /** Reads {@code a, b, c}. */
    List<Expression> expressions() throws SqlError {
        List<Expression> list = new ArrayList<>();
        do {
            list.add(expression());
        } while (tokens.acceptSymbol(","));
        return list;
    }

    private Expression value(Node node, Position at) throws SqlError {
        if (node instanceof Expression expression) {
            return expression;
        }
        throw Syntax.error(102, "Incorrect syntax: a condition cannot stand where a value is expected.", at);
    }

    private Condition truth(Node node) throws SqlError {
        if (node instanceof Condition condition) {
            return condition;
        }
        throw Syntax.error(
                4145,
                "An expression of non-boolean type specified in a context where a condition is expected, near '"
                        + tokens.peek().text() + "'.",
                node.at());
    }

    private Node or() throws SqlError {
        Node first = and();
        if (!tokens.ahead("or")) {
            return first;
        }
        List<Condition> sides = new ArrayList<>(List.of(truth(first)));
        List<Position> operators = new ArrayList<>();
        while (tokens.ahead("or")) {
            operators.add(tokens.take().at());
            sides.add(truth(and()));
        }
        return balanced(sides, operators, Condition.Or::new);
    }

    private Node and() throws SqlError {
        Node first = not();
        if (!tokens.ahead("and")) {
            return first;
        }
        List<Condition> sides = new ArrayList<>(List.of(truth(first)));
        List<Position> operators = new ArrayList<>();
        while (tokens.ahead("and")) {
            operators.add(tokens.take().at());
            sides.add(truth(not()));
        }
        return balanced(sides, operators, Condition.And::new);
    }

    /** Makes AND or OR of two sides. */
    @FunctionalInterface
    private interface Connective {
        Condition of(Condition left, Condition right, Position at);
    }

    /**
     * Makes a tree of a chain, as low as can be: it does not matter how AND and OR are grouped, and lists of thousands of
     * keys are usual.
     */
    private static Condition balanced(List<Condition> sides, List<Position> operators, Connective connective) {
        if (sides.size() == 1) {
            return sides.get(0);
        }
        int half = sides.size() / 2;
        return connective.of(
                balanced(sides.subList(0, half), operators.subList(0, half - 1), connective),
                balanced(sides.subList(half, sides.size()), operators.subList(half, operators.size()), connective),
                operators.get(half - 1));
    }

    private Node not() throws SqlError {
        if (!tokens.ahead("not")) {
            return predicate();
        }
        Position at = tokens.take().at();
        tokens.enter();
        Condition operand = truth(not());
        tokens.leave();
        return new Condition.Not(operand, at);
    }

    private Node predicate() throws SqlError {
        if (tokens.ahead("exists")) {
            Position at = tokens.take().at();
            return new Condition.Exists(grammar.queries.parenthesised(), at);
        }
        Position at = tokens.at();
        Node left = sum();
        if (!(left instanceof Expression operand)) {
            return left;
        }
        ComparisonOperator operator = comparison();
        if (operator != null) {
            return comparison(operand, operator, at);
        }
        Position here = tokens.at();
        if (tokens.accept("is")) {
            boolean negated = tokens.accept("not");
            tokens.expect("null");
            return negated(new Condition.IsNull(operand, at), negated, here);
        }
        boolean negated = tokens.ahead("not") && negatable(tokens.peek(1));
        if (negated) {
            tokens.take();
        }
        if (tokens.accept("in")) {
            return negated(in(operand, at), negated, here);
        }
        if (tokens.accept("like")) {
            return negated(like(operand, at), negated, here);
        }
        if (tokens.accept("between")) {
            Expression low = expression();
            tokens.expect("and");
            return negated(new Condition.Between(operand, low, expression(), at), negated, here);
        }
        return left;
    }

    private static boolean negatable(Token token) {
        return token.word("in") || token.word("like") || token.word("between");
    }

    private static Condition negated(Condition condition, boolean negated, Position at) {
        return negated ? new Condition.Not(condition, at) : condition;
    }

    private @Nullable ComparisonOperator comparison() {
        ComparisonOperator operator = switch (tokens.peek().kind() == Token.Kind.SYMBOL
                ? tokens.peek().text()
                : "") {
            case "=" -> ComparisonOperator.EQUAL;
            case "<>", "!=" -> ComparisonOperator.NOT_EQUAL;
            case "<" -> ComparisonOperator.LESS;
            case "<=", "!>" -> ComparisonOperator.LESS_OR_EQUAL;
            case ">" -> ComparisonOperator.GREATER;
            case ">=", "!<" -> ComparisonOperator.GREATER_OR_EQUAL;
            default -> null;
        };
        if (operator != null) {
            tokens.take();
        }
        return operator;
    }

    private Condition comparison(Expression left, ComparisonOperator operator, Position at) throws SqlError {
        if (tokens.accept("all")) {
            return new Condition.QuantifiedComparison(operator, left, Extent.ALL, grammar.queries.parenthesised(), at);
        }
        if (tokens.accept("any") || tokens.accept("some")) {
            return new Condition.QuantifiedComparison(operator, left, Extent.ANY, grammar.queries.parenthesised(), at);
        }
        return new Condition.Comparison(operator, left, expression(), at);
    }

    private Condition in(Expression operand, Position at) throws SqlError {
        if (tokens.aheadSymbol("(")
                && (tokens.peek(1).word("select") || tokens.peek(1).word("with"))) {
            return new Condition.InQuery(operand, grammar.queries.parenthesised(), at);
        }
        tokens.expectSymbol("(");
        List<Expression> values = expressions();
        tokens.expectSymbol(")");
        return new Condition.In(operand, values, at);
    }

    private Condition like(Expression operand, Position at) throws SqlError {
        Expression pattern = expression();
        Expression escape = tokens.accept("escape") ? expression() : null;
        return new Condition.Like(operand, pattern, escape, at);
    }

    private Node sum() throws SqlError {
        int around = tokens.beginChain();
        Node sum = chain(product(), Precedence.SUM);
        tokens.endChain(around);
        return sum;
    }

    /**
     * Reads the operators of one precedence that follow their first operand. The precedence is no function, because its frames
     * would be those of each level of nesting.
     */
    private Node chain(Node first, Precedence precedence) throws SqlError {
        BinaryOperator operator = operator(precedence);
        if (operator == null) {
            return first;
        }
        Expression left = value(first, tokens.at());
        List<Link> links = new ArrayList<>();
        while (operator != null) {
            Position at = link(links);
            Node right = precedence == Precedence.SUM ? product() : unary();
            links.add(new Link(operator, value(right, at), at));
            operator = operator(precedence);
        }
        return chained(left, links);
    }

    private @Nullable BinaryOperator operator(Precedence precedence) {
        return precedence == Precedence.SUM ? additive() : multiplicative();
    }

    private @Nullable BinaryOperator additive() {
        return switch (symbol()) {
            case "+" -> BinaryOperator.ADD;
            case "-" -> BinaryOperator.SUBTRACT;
            case "&" -> BinaryOperator.BIT_AND;
            case "|" -> BinaryOperator.BIT_OR;
            case "^" -> BinaryOperator.BIT_XOR;
            default -> null;
        };
    }

    /** Takes the operator that follows others of a chain; returns where it stands. */
    private Position link(List<Link> before) throws SqlError {
        if (before.size() < HIGHEST_CHAIN) {
            tokens.link();
        } else if (before.size() >= LONGEST_CHAIN) {
            throw tokens.nestedTooDeeply();
        }
        return tokens.take().at();
    }

    private static Expression chained(Expression first, List<Link> links) {
        if (links.size() > HIGHEST_CHAIN) {
            return new Expression.Chain(first, List.copyOf(links));
        }
        Expression left = first;
        for (Link link : links) {
            left = new Expression.Binary(link.operator(), left, link.right(), link.at());
        }
        return left;
    }

    private Node product() throws SqlError {
        int around = tokens.beginChain();
        Node product = chain(unary(), Precedence.PRODUCT);
        tokens.endChain(around);
        return product;
    }

    private @Nullable BinaryOperator multiplicative() {
        return switch (symbol()) {
            case "*" -> BinaryOperator.MULTIPLY;
            case "/" -> BinaryOperator.DIVIDE;
            case "%" -> BinaryOperator.MODULO;
            default -> null;
        };
    }

    private String symbol() {
        return tokens.peek().kind() == Token.Kind.SYMBOL ? tokens.peek().text() : "";
    }

    private Node unary() throws SqlError {
        UnaryOperator operator = switch (symbol()) {
            case "+" -> UnaryOperator.PLUS;
            case "-" -> UnaryOperator.MINUS;
            case "~" -> UnaryOperator.BIT_NOT;
            default -> null;
        };
        if (operator == null) {
            return postfix();
        }
        Position at = tokens.take().at();
        tokens.enter();
        Expression operand = value(unary(), at);
        tokens.leave();
        return new Expression.Unary(operator, operand, at);
    }

    private Node postfix() throws SqlError {
        int around = tokens.beginChain();
        Node postfix = postfix(primary());
        tokens.endChain(around);
        return postfix;
    }

    private Node postfix(Node first) throws SqlError {
        Node node = first;
        while (node instanceof Expression operand) {
            Position at = tokens.at();
            if (tokens.accept("collate")) {
                tokens.link();
                node = new Expression.Collate(operand, tokens.name(), at);
            } else if (tokens.accept("at", "time", "zone")) {
                tokens.link();
                node = CallParser.plain("AT TIME ZONE", List.of(operand, value(primary(), at)), at);
            } else {
                break;
            }
        }
        return node;
    }

    private Node primary() throws SqlError {
        Token token = tokens.peek();
        Position at = token.at();
        return switch (token.kind()) {
            case STRING -> new Expression.StringLiteral(tokens.take().text(), Encoding.CODE_PAGE, at);
            case UNICODE_STRING -> new Expression.StringLiteral(tokens.take().text(), Encoding.UNICODE, at);
            case NUMBER -> new Expression.NumberLiteral(tokens.take().text(), at);
            case MONEY -> new Expression.NumberLiteral('$' + tokens.take().text(), at);
            case BINARY -> new Expression.BinaryLiteral(tokens.take().text(), at);
            case VARIABLE -> variable();
            case SYMBOL -> symbolic(token);
            case WORD, NAME -> grammar.calls.named();
            case END -> throw tokens.unexpected();
        };
    }

    private Expression variable() {
        Token token = tokens.take();
        return token.text().startsWith("@@")
                ? new Expression.SystemVariable(token.text(), token.at())
                : new Expression.Variable(token.text(), token.at());
    }

    private Node symbolic(Token token) throws SqlError {
        if (token.symbol("{")) {
            return odbc();
        }
        if (!token.symbol("(")) {
            throw tokens.unexpected();
        }
        tokens.enter();
        Node node;
        if (grammar.queries.aheadInParentheses()) {
            node = new Expression.ScalarQuery(grammar.queries.parenthesised(), token.at());
        } else {
            tokens.take();
            node = or();
            tokens.expectSymbol(")");
        }
        tokens.leave();
        return node;
    }

    /** Reads an escape of ODBC and JDBC: <code>{ts '...'}</code>, <code>{d '...'}</code>, <code>{fn ...}</code>. */
    private Node odbc() throws SqlError {
        tokens.take();
        Node node;
        if (tokens.accept("fn")) {
            node = postfix();
        } else if (tokens.accept("d") || tokens.accept("t") || tokens.accept("ts") || tokens.accept("guid")) {
            Position at = tokens.at();
            node = new Expression.StringLiteral(tokens.string(), Encoding.CODE_PAGE, at);
        } else {
            throw tokens.unexpected();
        }
        tokens.expectSymbol("}");
        return node;
    }
}
