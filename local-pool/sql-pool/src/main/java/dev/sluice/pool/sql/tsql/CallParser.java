package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression.ConditionArm;
import dev.sluice.pool.sql.tsql.Expression.Direction;
import dev.sluice.pool.sql.tsql.Expression.Frame;
import dev.sluice.pool.sql.tsql.Expression.FrameBound;
import dev.sluice.pool.sql.tsql.Expression.FrameEdge;
import dev.sluice.pool.sql.tsql.Expression.FrameUnit;
import dev.sluice.pool.sql.tsql.Expression.OnFailure;
import dev.sluice.pool.sql.tsql.Expression.OrderItem;
import dev.sluice.pool.sql.tsql.Expression.Quantifier;
import dev.sluice.pool.sql.tsql.Expression.ValueArm;
import dev.sluice.pool.sql.tsql.Expression.Window;
import dev.sluice.pool.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what begins with a word: columns, calls, CASE, conversions, window clauses. */
final class CallParser {

    /** Reserved words that are functions without parentheses. */
    private static final Set<String> NILADIC =
            Set.of("CURRENT_TIMESTAMP", "CURRENT_USER", "SESSION_USER", "SYSTEM_USER", "USER");

    /** Reserved words that are functions with parentheses. */
    private static final Set<String> RESERVED_FUNCTIONS = Set.of("LEFT", "RIGHT", "COALESCE", "NULLIF");

    private final Grammar grammar;
    private final Tokens tokens;

    CallParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** Returns a call with nothing but arguments. */
    static Expression.Call plain(String name, List<Expression> arguments, Position at) {
        return new Expression.Call(name, Quantifier.ALL, arguments, List.of(), null, at);
    }

    /** Reads an expression that begins with a word or a name. */
    Expression named() throws SqlError {
        Token token = tokens.peek();
        Position at = token.at();
        boolean call = tokens.peek(1).symbol("(");
        if (token.kind() == Token.Kind.WORD) {
            Expression special = call ? specialCall(token) : specialWord(token);
            if (special != null) {
                return special;
            }
        }
        return columnOrCall(at);
    }

    private @Nullable Expression specialCall(Token token) throws SqlError {
        String word = token.upper();
        if (RESERVED_FUNCTIONS.contains(word)) {
            tokens.take();
            return call(token.text(), token.at());
        }
        return switch (word) {
            case "CAST", "TRY_CAST" -> cast();
            case "CONVERT", "TRY_CONVERT" -> convert();
            case "IIF" -> iif();
            case "CASE" -> caseExpression();
            default -> null;
        };
    }

    private @Nullable Expression specialWord(Token token) throws SqlError {
        String word = token.upper();
        if (NILADIC.contains(word)) {
            tokens.take();
            return plain(word, List.of(), token.at());
        }
        if (tokens.accept("null")) {
            return new Expression.NullLiteral(token.at());
        }
        return token.word("case") ? caseExpression() : null;
    }

    private Expression columnOrCall(Position at) throws SqlError {
        List<String> parts = new ArrayList<>();
        parts.add(tokens.name());
        while (tokens.aheadSymbol(".") && !tokens.peek(1).symbol("*")) {
            tokens.take();
            if (tokens.aheadSymbol(".")) {
                parts.add("dbo");
            } else {
                parts.add(tokens.name());
            }
        }
        String last = parts.remove(parts.size() - 1);
        if (!tokens.aheadSymbol("(")) {
            return new Expression.Column(List.copyOf(parts), last, at);
        }
        if (!parts.isEmpty()) {
            throw Syntax.error(
                    4121,
                    "Cannot find either column \"" + parts.get(0) + "\" or the user-defined function or aggregate \""
                            + String.join(".", parts) + "." + last + "\", or the name is ambiguous.",
                    at);
        }
        return call(last, at);
    }

    private Expression call(String name, Position at) throws SqlError {
        tokens.expectSymbol("(");
        tokens.enter();
        Quantifier quantifier = Quantifier.ALL;
        if (tokens.accept("distinct")) {
            quantifier = Quantifier.DISTINCT;
        } else {
            tokens.accept("all");
        }
        List<Expression> arguments = new ArrayList<>();
        if (tokens.aheadSymbol("*")) {
            arguments.add(new Expression.Star(tokens.take().at()));
        } else if (!tokens.aheadSymbol(")")) {
            arguments.addAll(grammar.expressions.expressions());
        }
        tokens.expectSymbol(")");
        List<OrderItem> within = List.of();
        if (tokens.accept("within", "group")) {
            tokens.expectSymbol("(");
            tokens.expect("order", "by");
            within = orderItems();
            tokens.expectSymbol(")");
        }
        skipNullTreatment();
        Window over = tokens.accept("over") ? window() : null;
        tokens.leave();
        return new Expression.Call(name, quantifier, arguments, within, over, at);
    }

    private void skipNullTreatment() throws SqlError {
        if (tokens.ahead("ignore", "nulls")) {
            throw tokens.unexpected();
        }
        tokens.accept("respect", "nulls");
    }

    private Expression cast() throws SqlError {
        Token word = tokens.take();
        tokens.expectSymbol("(");
        tokens.enter();
        Expression operand = grammar.expressions.expression();
        tokens.expect("as");
        SqlType type = grammar.types.converted();
        tokens.expectSymbol(")");
        tokens.leave();
        return new Expression.Conversion(operand, type, null, onFailure(word), word.at());
    }

    private Expression convert() throws SqlError {
        Token word = tokens.take();
        tokens.expectSymbol("(");
        tokens.enter();
        SqlType type = grammar.types.converted();
        tokens.expectSymbol(",");
        Expression operand = grammar.expressions.expression();
        Expression style = tokens.acceptSymbol(",") ? grammar.expressions.expression() : null;
        tokens.expectSymbol(")");
        tokens.leave();
        return new Expression.Conversion(operand, type, style, onFailure(word), word.at());
    }

    private static OnFailure onFailure(Token word) {
        return word.upper().startsWith("TRY_") ? OnFailure.NULL : OnFailure.ERROR;
    }

    private Expression iif() throws SqlError {
        Position at = tokens.take().at();
        tokens.expectSymbol("(");
        tokens.enter();
        Condition condition = grammar.expressions.condition();
        tokens.expectSymbol(",");
        Expression then = grammar.expressions.expression();
        tokens.expectSymbol(",");
        Expression otherwise = grammar.expressions.expression();
        tokens.expectSymbol(")");
        tokens.leave();
        return new Expression.SearchedCase(List.of(new ConditionArm(condition, then)), otherwise, at);
    }

    private Expression caseExpression() throws SqlError {
        Position at = tokens.take().at();
        tokens.enter();
        Expression operand = tokens.ahead("when") ? null : grammar.expressions.expression();
        List<ValueArm> values = new ArrayList<>();
        List<ConditionArm> conditions = new ArrayList<>();
        do {
            tokens.expect("when");
            if (operand == null) {
                Condition when = grammar.expressions.condition();
                tokens.expect("then");
                conditions.add(new ConditionArm(when, grammar.expressions.expression()));
            } else {
                Expression when = grammar.expressions.expression();
                tokens.expect("then");
                values.add(new ValueArm(when, grammar.expressions.expression()));
            }
        } while (tokens.ahead("when"));
        Expression otherwise = tokens.accept("else") ? grammar.expressions.expression() : null;
        tokens.expect("end");
        tokens.leave();
        return operand == null
                ? new Expression.SearchedCase(conditions, otherwise, at)
                : new Expression.SimpleCase(operand, values, otherwise, at);
    }

    /** Reads {@code a DESC, b}. */
    List<OrderItem> orderItems() throws SqlError {
        List<OrderItem> items = new ArrayList<>();
        do {
            Expression expression = grammar.expressions.expression();
            Direction direction = tokens.accept("desc") ? Direction.DESCENDING : Direction.ASCENDING;
            tokens.accept("asc");
            items.add(new OrderItem(expression, direction));
        } while (tokens.acceptSymbol(","));
        return items;
    }

    private Window window() throws SqlError {
        tokens.expectSymbol("(");
        List<Expression> partitionBy = tokens.accept("partition", "by") ? grammar.expressions.expressions() : List.of();
        List<OrderItem> orderBy = tokens.accept("order", "by") ? orderItems() : List.of();
        Frame frame = frame();
        tokens.expectSymbol(")");
        return new Window(partitionBy, orderBy, frame);
    }

    private @Nullable Frame frame() throws SqlError {
        FrameUnit unit;
        if (tokens.accept("rows")) {
            unit = FrameUnit.ROWS;
        } else if (tokens.accept("range")) {
            unit = FrameUnit.RANGE;
        } else {
            return null;
        }
        if (tokens.accept("between")) {
            FrameBound start = bound();
            tokens.expect("and");
            return new Frame(unit, start, bound());
        }
        return new Frame(unit, bound(), null);
    }

    private FrameBound bound() throws SqlError {
        if (tokens.accept("unbounded", "preceding")) {
            return new FrameBound(FrameEdge.UNBOUNDED_PRECEDING, null);
        }
        if (tokens.accept("unbounded", "following")) {
            return new FrameBound(FrameEdge.UNBOUNDED_FOLLOWING, null);
        }
        if (tokens.accept("current", "row")) {
            return new FrameBound(FrameEdge.CURRENT_ROW, null);
        }
        Position at = tokens.at();
        Expression offset = new Expression.NumberLiteral(Long.toString(tokens.integer()), at);
        if (tokens.accept("preceding")) {
            return new FrameBound(FrameEdge.PRECEDING, offset);
        }
        tokens.expect("following");
        return new FrameBound(FrameEdge.FOLLOWING, offset);
    }
}
