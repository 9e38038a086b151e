package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Condition;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.tsql.TableSource;
import dev.sluice.pool.sql.tsql.TableSource.JoinKind;
import dev.sluice.pool.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Translates FROM clauses. Every source gets a name of its own in the DuckDB SQL. */
final class Sources {

    private final Statements statements;

    Sources(Statements statements) {
        this.statements = statements;
    }

    /**
     * A translated clause.
     *
     * @param sql a blank and FROM before it, empty if there are no sources
     * @param scope the scope that it makes
     */
    record From(String sql, Scope scope) {}

    /** One translated source or join. */
    private record Part(String sql, List<Source> sources) {

        Part asOuter() {
            return new Part(sql, sources.stream().map(Source::asOuter).toList());
        }
    }

    /** Translates the sources of a query inside of a scope. */
    From from(List<TableSource> nodes, Scope scope) throws SqlError {
        StringBuilder sql = new StringBuilder();
        List<Source> sources = new ArrayList<>();
        for (TableSource node : nodes) {
            Part part = part(node, scope.with(sources), scope);
            sql.append(sql.isEmpty() ? " FROM " : " CROSS JOIN ").append(part.sql());
            sources.addAll(part.sources());
        }
        checkNames(nodes, sources);
        return new From(sql.toString(), scope.with(sources));
    }

    private static void checkNames(List<TableSource> nodes, List<Source> sources) throws SqlError {
        for (int i = 0; i < sources.size(); i++) {
            for (int k = i + 1; k < sources.size(); k++) {
                Source a = sources.get(i);
                Source b = sources.get(k);
                boolean same =
                        a.name().equalsIgnoreCase(b.name()) && tableText(a).equalsIgnoreCase(tableText(b));
                if (same) {
                    throw Refusal.error(
                            1013,
                            "The objects \"" + a.name() + "\" and \"" + b.name()
                                    + "\" in the FROM clause have the same exposed names. Use correlation names to"
                                    + " distinguish them.",
                            nodes.get(0).at());
                }
            }
        }
    }

    private static String tableText(Source source) {
        ObjectName table = source.table();
        return table == null ? "" : table.text();
    }

    /**
     * Translates one source.
     *
     * @param lateral the scope that APPLY sees: with the sources to the left
     * @param outer the scope around the query
     */
    private Part part(TableSource node, Scope lateral, Scope outer) throws SqlError {
        if (node instanceof TableSource.Named named) {
            return named(named, outer);
        }
        if (node instanceof TableSource.Derived derived) {
            return derived(derived, outer);
        }
        if (node instanceof TableSource.Values values) {
            return values(values, outer);
        }
        if (node instanceof TableSource.Function function) {
            return function(function, lateral);
        }
        return join((TableSource.Join) node, lateral, outer);
    }

    private Part named(TableSource.Named named, Scope scope) throws SqlError {
        ObjectName name = named.name();
        Optional<Relation> common = name.schema() == null ? scope.table(name.name()) : Optional.empty();
        Relation relation = common.isPresent()
                ? common.get()
                : statements
                        .relations
                        .relation(name)
                        .orElseThrow(() -> Refusal.error(208, "Invalid object name '" + name.text() + "'.", name.at()));
        String alias = statements.alias();
        String given = named.alias();
        Source source = given == null
                ? new Source(name.name(), name, alias, relation.columns(), false)
                : new Source(given, null, alias, relation.columns(), false);
        return new Part(relation.sql() + " AS " + alias, List.of(source));
    }

    private Part derived(TableSource.Derived derived, Scope scope) throws SqlError {
        Selected selected = statements.queries.query(derived.query(), scope.inner(), Queries.Place.NESTED);
        Relation relation = selected.relation(derived.columns(), derived.alias(), derived.at());
        String alias = statements.alias();
        Source source = new Source(derived.alias(), null, alias, relation.columns(), false);
        return new Part(relation.sql() + " AS " + alias, List.of(source));
    }

    private Part values(TableSource.Values values, Scope scope) throws SqlError {
        Rows rows = Rows.of(statements, values.rows(), Context.rows(scope.inner()));
        List<RelationColumn> columns = new ArrayList<>();
        StringBuilder names = new StringBuilder();
        if (values.columns().size() != rows.types().size()) {
            throw Refusal.error(
                    values.columns().size() > rows.types().size() ? 8158 : 8159,
                    "'" + values.alias() + "' has "
                            + (values.columns().size() > rows.types().size() ? "more" : "fewer")
                            + " columns than were specified in the column list.",
                    values.at());
        }
        for (int i = 0; i < rows.types().size(); i++) {
            String name = values.columns().get(i);
            columns.add(new RelationColumn(name, rows.types().get(i), true));
            names.append(i == 0 ? "" : ", ").append(Quoted.name(name));
        }
        String alias = statements.alias();
        return new Part(
                "(VALUES " + rows.sql() + ") AS " + alias + '(' + names + ')',
                List.of(new Source(values.alias(), null, alias, columns, false)));
    }

    private Part function(TableSource.Function function, Scope lateral) throws SqlError {
        ObjectName name = function.name();
        boolean split = name.schema() == null
                && name.name().toUpperCase(Locale.ROOT).equals("STRING_SPLIT")
                && function.arguments().size() == 2;
        if (!split) {
            throw Refusal.error(208, "Invalid object name '" + name.text() + "'.", name.at());
        }
        Context context = Context.rows(lateral);
        List<String> arguments = new ArrayList<>();
        SqlType type = Types.nvarchar(4000);
        for (Expression argument : function.arguments()) {
            Typed value = statements.expressions.translate(argument, context);
            arguments.add(Conversions.implicit(value, type, argument.at()).sql());
        }
        String alias = statements.alias();
        String given = function.alias();
        List<RelationColumn> columns = List.of(new RelationColumn("value", type, true));
        return new Part(
                "(SELECT unnest(string_split(" + String.join(", ", arguments) + ")) AS \"value\") AS " + alias,
                List.of(new Source(given == null ? name.name() : given, null, alias, columns, false)));
    }

    private Part join(TableSource.Join join, Scope lateral, Scope outer) throws SqlError {
        Part left = part(join.left(), lateral, outer);
        JoinKind kind = join.kind();
        boolean apply = kind == JoinKind.CROSS_APPLY || kind == JoinKind.OUTER_APPLY;
        if (apply) {
            return apply(left, join, lateral);
        }
        Part right = part(join.right(), lateral.with(left.sources()), outer);
        Part first = kind == JoinKind.RIGHT || kind == JoinKind.FULL ? left.asOuter() : left;
        Part second = kind == JoinKind.LEFT || kind == JoinKind.FULL ? right.asOuter() : right;
        List<Source> sources = new ArrayList<>(first.sources());
        sources.addAll(second.sources());
        String rightSql = join.right() instanceof TableSource.Join ? '(' + right.sql() + ')' : right.sql();
        Condition condition = join.condition();
        if (condition == null) {
            return new Part(left.sql() + " CROSS JOIN " + rightSql, sources);
        }
        String on = statements.conditions.translate(condition, Context.rows(outer.with(sources)));
        return new Part(left.sql() + ' ' + kind.name() + " JOIN " + rightSql + " ON " + on, sources);
    }

    /** The right side of APPLY is a query that sees the columns of the left. */
    private Part apply(Part left, TableSource.Join join, Scope lateral) throws SqlError {
        Scope seen = lateral.with(left.sources());
        Part right = part(join.right(), seen, seen);
        List<Source> sources = new ArrayList<>(left.sources());
        boolean all = join.kind() == JoinKind.OUTER_APPLY;
        sources.addAll(all ? right.asOuter().sources() : right.sources());
        return new Part(
                left.sql()
                        + (all ? " LEFT JOIN LATERAL " : " CROSS JOIN LATERAL ")
                        + right.sql()
                        + (all ? " ON TRUE" : ""),
                sources);
    }
}
