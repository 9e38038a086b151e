package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression.Column;
import dev.sluice.pool.sql.tsql.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names that an expression may use: sources of its own query, then those of the queries around it.
 *
 * @param tables common table expressions by name in lower case
 */
record Scope(
        List<Source> sources,
        Map<String, Relation> tables,
        @Nullable Scope outer) {

    /** A scope without names. */
    static final Scope EMPTY = new Scope(List.of(), Map.of(), null);

    /** A column that was found. */
    record Found(Typed typed, String text, Depth depth) {}

    /** Whose column it is. */
    enum Depth {
        /** The query's own. */
        OWN,
        /** One of a query around it. */
        OUTER
    }

    /** Returns a scope inside of this one, without sources as yet. */
    Scope inner() {
        return new Scope(List.of(), tables, this);
    }

    /** Returns the same with more sources. */
    Scope with(List<Source> more) {
        List<Source> all = new ArrayList<>(sources);
        all.addAll(more);
        return new Scope(all, tables, outer);
    }

    /** Returns the same with other common tables. */
    Scope withTables(Map<String, Relation> others) {
        return new Scope(sources, others, outer);
    }

    /** Finds a common table expression. */
    Optional<Relation> table(String name) {
        return Optional.ofNullable(tables.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Finds a column.
     *
     * @throws SqlError 207 if there is none, 209 if there is more than one, 4104 if its qualifier names no source
     */
    Found find(Column column) throws SqlError {
        Depth depth = Depth.OWN;
        boolean known = column.qualifier().isEmpty();
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<Found> found = new ArrayList<>();
            for (Source source : scope.sources) {
                if (column.qualifier().isEmpty() || source.answersTo(column.qualifier())) {
                    known = true;
                    collect(source, column.name(), depth, found);
                }
            }
            if (found.size() > 1) {
                throw Refusal.error(209, "Ambiguous column name '" + column.text() + "'.", column.at());
            }
            if (found.size() == 1) {
                return found.get(0);
            }
            depth = Depth.OUTER;
        }
        if (known) {
            throw Refusal.error(207, "Invalid column name '" + column.name() + "'.", column.at());
        }
        throw Refusal.error(
                4104, "The multi-part identifier \"" + column.text() + "\" could not be bound.", column.at());
    }

    private static void collect(Source source, String name, Depth depth, List<Found> found) {
        for (RelationColumn column : source.columns()) {
            if (column.name().equalsIgnoreCase(name)) {
                found.add(new Found(source.column(column), source.text(column), depth));
            }
        }
    }

    /** Returns the sources that {@code *} or {@code t.*} stands for. */
    List<Source> star(List<String> qualifier, Position at) throws SqlError {
        if (qualifier.isEmpty()) {
            if (sources.isEmpty()) {
                throw Refusal.error(263, "Must specify table to select from.", at);
            }
            return sources;
        }
        for (Source source : sources) {
            if (source.answersTo(qualifier)) {
                return List.of(source);
            }
        }
        throw Refusal.error(
                107,
                "The column prefix '" + String.join(".", qualifier)
                        + "' does not match with a table name or alias name used in the query.",
                at);
    }
}
