package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.tsql.Condition;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks into expressions. What stands in a subquery is the subquery's own and is not looked at. */
final class Walk {

    private Walk() {}

    /** Whether an aggregate of this query is in it. */
    static boolean aggregated(@Nullable Node node) {
        if (node == null) {
            return false;
        }
        if (node instanceof Expression.Call call && call.over() == null && Aggregates.named(call.name())) {
            return true;
        }
        for (Node child : children(node)) {
            if (aggregated(child)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a window function is in it. */
    static boolean windowed(@Nullable Node node) {
        if (node == null) {
            return false;
        }
        if (node instanceof Expression.Call call && call.over() != null) {
            return true;
        }
        for (Node child : children(node)) {
            if (windowed(child)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a column is in it, or a subquery, which may name columns of the rows around it. */
    static boolean readsColumns(Node node) {
        boolean subquery = node instanceof Expression.ScalarQuery
                || node instanceof Condition.Exists
                || node instanceof Condition.InQuery
                || node instanceof Condition.QuantifiedComparison;
        return subquery
                || node instanceof Expression.Column
                || children(node).stream().anyMatch(Walk::readsColumns);
    }

    private static List<Node> children(Node node) {
        return node instanceof Expression expression ? children(expression) : children((Condition) node);
    }

    private static List<Node> children(Expression node) {
        List<Node> children = new ArrayList<>();
        if (node instanceof Expression.Binary binary) {
            children.add(binary.left());
            children.add(binary.right());
        } else if (node instanceof Expression.Chain chain) {
            children.add(chain.first());
            chain.links().forEach(link -> children.add(link.right()));
        } else if (node instanceof Expression.Unary unary) {
            children.add(unary.operand());
        } else if (node instanceof Expression.Collate collate) {
            children.add(collate.operand());
        } else if (node instanceof Expression.Conversion conversion) {
            children.add(conversion.operand());
        } else if (node instanceof Expression.Call call) {
            call(call, children);
        } else if (node instanceof Expression.SimpleCase simple) {
            children.add(simple.operand());
            simple.arms().forEach(arm -> {
                children.add(arm.when());
                children.add(arm.then());
            });
            add(children, simple.otherwise());
        } else if (node instanceof Expression.SearchedCase searched) {
            searched.arms().forEach(arm -> {
                children.add(arm.when());
                children.add(arm.then());
            });
            add(children, searched.otherwise());
        }
        return children;
    }

    private static void call(Expression.Call call, List<Node> children) {
        children.addAll(call.arguments());
        call.withinGroup().forEach(item -> children.add(item.expression()));
        Expression.Window over = call.over();
        if (over != null) {
            children.addAll(over.partitionBy());
            over.orderBy().forEach(item -> children.add(item.expression()));
        }
    }

    private static List<Node> children(Condition node) {
        List<Node> children = new ArrayList<>();
        if (node instanceof Condition.And and) {
            children.add(and.left());
            children.add(and.right());
        } else if (node instanceof Condition.Or or) {
            children.add(or.left());
            children.add(or.right());
        } else if (node instanceof Condition.Not not) {
            children.add(not.operand());
        } else if (node instanceof Condition.Comparison comparison) {
            children.add(comparison.left());
            children.add(comparison.right());
        } else if (node instanceof Condition.QuantifiedComparison comparison) {
            children.add(comparison.left());
        } else if (node instanceof Condition.Between between) {
            children.add(between.operand());
            children.add(between.low());
            children.add(between.high());
        } else if (node instanceof Condition.In in) {
            children.add(in.operand());
            children.addAll(in.values());
        } else if (node instanceof Condition.InQuery in) {
            children.add(in.operand());
        } else if (node instanceof Condition.Like like) {
            children.add(like.operand());
            children.add(like.pattern());
            add(children, like.escape());
        } else if (node instanceof Condition.IsNull isNull) {
            children.add(isNull.operand());
        }
        return children;
    }

    private static void add(List<Node> children, @Nullable Node child) {
        if (child != null) {
            children.add(child);
        }
    }
}
