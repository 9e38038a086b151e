package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.tsql.ObjectName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table source that columns come from.
 *
 * @param name the alias, or the last part of the table's name
 * @param table the table's name if it has no alias, which may then qualify columns
 * @param alias its name in the DuckDB SQL
 * @param outer whether a join may fill its columns with NULLs
 */
record Source(String name, @Nullable ObjectName table, String alias, List<RelationColumn> columns, boolean outer) {

    /** Whether a qualifier names it. */
    boolean answersTo(List<String> qualifier) {
        int size = qualifier.size();
        if (!qualifier.get(size - 1).equalsIgnoreCase(name)) {
            return false;
        }
        if (size == 1) {
            return true;
        }
        if (table == null) {
            return false;
        }
        String schema = table.schema() == null ? "dbo" : table.schema();
        return qualifier.get(size - 2).equalsIgnoreCase(schema);
    }

    /** Returns the column as an expression. */
    Typed column(RelationColumn column) {
        Typed typed = Typed.of(Quoted.name(alias) + '.' + Quoted.name(column.name()), column.type());
        return column.nullable() || outer ? typed : typed.notNull();
    }

    /** Returns the same with columns that may be NULL. */
    Source asOuter() {
        return new Source(name, table, alias, columns, true);
    }

    /** Returns the full name of a column as messages show it. */
    String text(RelationColumn column) {
        return (table == null ? name : table.text()) + '.' + column.name();
    }
}
