package dev.sluice.connector.transfer;

import dev.sluice.connector.jdbc.DescribedColumn;
import dev.sluice.connector.type.Assignment;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;

/**
 * Which column of a table every column of a frame goes into, by name without regard to case.
 *
 * @param columns one for each column of the frame, in the frame's order
 * @param obstacles why the frame does not go into the table, in words; empty if it does
 */
record Mapping(List<PoolColumn> columns, List<String> obstacles) {

    Mapping {
        columns = List.copyOf(columns);
        obstacles = List.copyOf(obstacles);
    }

    /** Maps by names and declared types, before a byte moves. */
    static Mapping of(List<StructField> fields, List<PoolType> staged, Target target) {
        List<PoolColumn> columns = new ArrayList<>();
        List<String> obstacles = new ArrayList<>();
        List<DescribedColumn> unused = new ArrayList<>(target.columns());
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            Optional<DescribedColumn> found = unused.stream()
                    .filter(each -> fold(each.name()).equals(fold(name)))
                    .findFirst();
            if (found.isEmpty()) {
                obstacles.add("the table has no column " + name);
                continue;
            }
            DescribedColumn column = found.get();
            unused.remove(column);
            Optional<PoolType> type = PoolType.describe(column.type(), column.precision(), column.scale());
            if (type.isEmpty()) {
                obstacles.add("column " + name + ": type " + column.type() + " cannot be loaded");
                continue;
            }
            Assignment.refuse(staged.get(i), type.get()).ifPresent(why -> obstacles.add("column " + name + ": " + why));
            columns.add(new PoolColumn(column.name(), type.get(), column.nullable()));
        }
        for (DescribedColumn column : unused) {
            if (!column.nullable()) {
                obstacles.add("the frame has no column " + column.name() + ", which takes no null");
            }
        }
        return new Mapping(columns, obstacles);
    }

    /** Returns why measured values do not go into the columns. */
    List<String> refuseValues(Survey survey) {
        List<String> refusals = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            PoolColumn column = columns.get(i);
            ColumnFacts facts = survey.facts().get(i);
            if (!column.nullable() && facts.nulls() > 0) {
                refusals.add("column " + column.name() + " takes no null, and the frame has " + facts.nulls());
            }
            Assignment.refuseValues(column.type(), facts.least(), facts.greatest(), facts.longest())
                    .ifPresent(why -> refusals.add("column " + column.name() + ": " + why));
        }
        return refusals;
    }

    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
