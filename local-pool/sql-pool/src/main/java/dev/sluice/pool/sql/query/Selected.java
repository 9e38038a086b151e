package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.type.SqlType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A translated query.
 *
 * @param variables names of the variables that its columns go to, empty if it yields rows
 */
record Selected(String sql, List<Output> outputs, List<String> variables) {

    /**
     * A column of it.
     *
     * @param name as the user named it, empty if not at all
     * @param column its name in the DuckDB SQL
     * @param value what it is; its SQL is valid inside of the query only
     */
    record Output(String name, String column, Typed value) {

        SqlType type() {
            return value.type();
        }

        /** Returns it as seen from outside of the query. */
        Typed from(String alias) {
            Typed typed = Typed.of(Quoted.name(alias) + '.' + Quoted.name(column), type())
                    .collated(value.collation());
            return value.nullable() ? typed : typed.notNull();
        }
    }

    /** Returns it for the engine. */
    Translated translated() {
        List<ResultColumn> columns = new ArrayList<>();
        for (Output output : outputs) {
            columns.add(new ResultColumn(
                    output.name(), output.type(), output.value().nullable()));
        }
        return new Translated(sql, columns, variables);
    }

    /** Returns it as something to select from, its columns renamed if names are given. */
    Relation relation(List<String> names, String alias, Position at) throws SqlError {
        if (!names.isEmpty() && names.size() != outputs.size()) {
            throw Refusal.error(
                    names.size() > outputs.size() ? 8158 : 8159,
                    "'" + alias + "' has " + (names.size() > outputs.size() ? "more" : "fewer")
                            + " columns than were specified in the column list.",
                    at);
        }
        List<RelationColumn> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            String name = names.isEmpty() ? output.name() : names.get(i);
            if (name.isEmpty()) {
                throw Refusal.error(
                        8155, "No column name was specified for column " + (i + 1) + " of '" + alias + "'.", at);
            }
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw Refusal.error(
                        8156, "The column '" + name + "' was specified multiple times for '" + alias + "'.", at);
            }
            columns.add(new RelationColumn(name, output.type(), output.value().nullable()));
            list.append(i == 0 ? "" : ", ")
                    .append(Quoted.name(output.column()))
                    .append(" AS ")
                    .append(Quoted.name(name));
        }
        String body = names.isEmpty() ? sql : "SELECT " + list + " FROM (" + sql + ") AS q";
        return new Relation('(' + body + ')', columns);
    }
}
