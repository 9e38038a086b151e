package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.Exhaustion;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression.BinaryOperator;
import dev.sluice.pool.sql.tsql.Expression.Link;
import dev.sluice.pool.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/**
 * Translates operators one after another without a level of DuckDB's SQL for each: what is nested in hundreds of levels
 * exhausts DuckDB's stack.
 *
 * <p>Types are found from left to right, as the operators are. Where the type stays the same from one operator to the next and
 * the operator too, a list of the operands is reduced from left to right, so that what overflows, divides by zero or rounds
 * does so where it would. Texts and binaries, whose type grows with each operand, are joined half by half: it does not matter
 * how joining is grouped, nor what is cut off the end of a part when the whole is cut as short. What is neither, such as
 * operators that take turns, stays one level for each.
 */
final class Chains {

    /** Fewest operators that a list is made for: few levels are faster than a list. */
    private static final int SHORTEST_RUN = 8;

    /** Most levels beside the lists. */
    private static final int MOST_LEVELS = 400;

    private final Operators operators;
    private final List<Link> links;
    private final List<Typed> rights;

    /** Takes the operators and the translated right side of each. */
    Chains(Operators operators, List<Link> links, List<Typed> rights) {
        this.operators = operators;
        this.links = links;
        this.rights = rights;
    }

    /**
     * Translates the chain that begins with a value.
     *
     * @throws SqlError 191 if too many operators take a level of their own
     */
    Typed translate(Typed first) throws SqlError {
        Typed value = first;
        int levels = 0;
        int next = 0;
        while (next < links.size()) {
            int joined = endOfJoins(value, next);
            int end = joined > next ? joined : endOfRun(value, next);
            if (end - next < SHORTEST_RUN) {
                levels++;
                if (levels > MOST_LEVELS) {
                    throw Refusal.error(
                            191, Exhaustion.NESTED_TOO_DEEPLY, links.get(next).at());
                }
                value = operators.binary(links.get(next), value, rights.get(next));
                next++;
            } else {
                value = joined > next ? joined(value, next, end) : reduced(value, next, end);
                next = end;
            }
        }
        return value;
    }

    /** Returns where the operators end that join texts, or binaries, of MAX types or of others alone. */
    private int endOfJoins(Typed value, int from) {
        int end = from;
        while (end < links.size()
                && !value.isNull()
                && links.get(end).operator() == BinaryOperator.ADD
                && Operators.joined(value, rights.get(end))
                && (max(value) || !max(rights.get(end)))) {
            end++;
        }
        return end;
    }

    private static boolean max(Typed value) {
        return value.type().length() == SqlType.MAX;
    }

    private Typed joined(Typed first, int from, int end) throws SqlError {
        List<Typed> parts = new ArrayList<>(List.of(first));
        for (int i = from; i < end; i++) {
            parts.add(part(rights.get(i), first, links.get(i)));
        }
        return halves(parts, links.get(from));
    }

    /** Returns an operand such that joining it to another yields what joining it to the whole does. */
    private static Typed part(Typed right, Typed whole, Link link) throws SqlError {
        if (right.isNull()) {
            return Conversions.implicit(right, Types.textOf(false, max(whole) ? SqlType.MAX : 1), link.at());
        }
        // Two short texts are cut where a short text's type ends, which a long one's does not.
        return max(whole) && Types.text(right.type())
                ? Conversions.implicit(right, Types.textOf(Types.unicode(right.type()), SqlType.MAX), link.at())
                        .collated(right.collation())
                : right;
    }

    private Typed halves(List<Typed> parts, Link link) throws SqlError {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int half = parts.size() / 2;
        return operators.binary(
                link, halves(parts.subList(0, half), link), halves(parts.subList(half, parts.size()), link));
    }

    /** Returns where the operators end that are as the first and yield the type of the value that they begin with. */
    private int endOfRun(Typed value, int from) throws SqlError {
        SqlType type = value.type();
        BinaryOperator operator = links.get(from).operator();
        int end = from;
        while (end < links.size() && !value.isNull() && links.get(end).operator() == operator && keeps(type, end)) {
            end++;
        }
        boolean same = end - from >= SHORTEST_RUN && step(from, type).type().equals(type);
        return same ? end : from;
    }

    /** Returns what an operator makes of two operands of a type, {@code x} and {@code y}. */
    private Typed step(int index, SqlType type) throws SqlError {
        return operators.binary(links.get(index), Typed.of("x", type), Typed.of("y", type));
    }

    private boolean keeps(SqlType type, int index) throws SqlError {
        Typed right = rights.get(index);
        return Types.common(Typed.of("x", type), right).equals(type)
                && operators
                        .binary(links.get(index), Typed.of("x", type), right)
                        .type()
                        .equals(type);
    }

    private Typed reduced(Typed first, int from, int end) throws SqlError {
        SqlType type = first.type();
        List<Typed> operands = new ArrayList<>(List.of(first));
        StringBuilder list = new StringBuilder(first.sql());
        for (int i = from; i < end; i++) {
            Typed operand =
                    Conversions.implicit(rights.get(i), type, links.get(i).at());
            operands.add(operand);
            list.append(", ").append(operand.sql());
        }
        return Typed.of(
                        "list_reduce([" + list + "], lambda x, y: "
                                + step(from, type).sql() + ')',
                        type)
                .nullableAs(operands.toArray(Typed[]::new));
    }
}
