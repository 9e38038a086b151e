package dev.sluice.connector.transfer;

import dev.sluice.connector.jdbc.DescribedColumn;
import dev.sluice.connector.type.Assignment;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.connector.type.Staged;
import dev.sluice.connector.type.TextForm;
import dev.sluice.connector.verification.ColumnFacts;
import dev.sluice.connector.verification.Survey;
import dev.sluice.transfer.LossPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;

/**
 * Which column of a table every column of a frame goes into, by name without regard to case.
 *
 * @param columns one for each column of the frame, in the frame's order
 * @param traits what else these columns have
 * @param unused the table's other columns, in its order
 * @param obstacles why the frame does not go into the table, in words; empty if it does. Without obstacles, {@code columns}
 *     has one for each column of the frame
 */
record Mapping(
        List<PoolColumn> columns, List<ColumnTraits> traits, List<DescribedColumn> unused, List<String> obstacles) {

    Mapping {
        columns = List.copyOf(columns);
        traits = List.copyOf(traits);
        unused = List.copyOf(unused);
        obstacles = List.copyOf(obstacles);
    }

    /** Maps by names and declared types, before a byte moves. */
    static Mapping of(List<StructField> fields, List<PoolType> staged, Target target) {
        List<PoolColumn> columns = new ArrayList<>();
        List<ColumnTraits> traits = new ArrayList<>();
        List<String> obstacles = new ArrayList<>();
        List<DescribedColumn> unused = new ArrayList<>(target.columns());
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            Optional<DescribedColumn> found = find(name, unused);
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
            traits.add(target.traits(column.name()));
        }
        for (DescribedColumn column : unused) {
            if (!column.nullable() && !target.traits(column.name()).fillsItself()) {
                obstacles.add("the frame has no column " + column.name() + ", which takes no null");
            }
        }
        return new Mapping(columns, traits, unused, obstacles);
    }

    /** The very name first: in a database that tells upper from lower case, a table may have both. */
    private static Optional<DescribedColumn> find(String name, List<DescribedColumn> columns) {
        return columns.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .or(() -> columns.stream()
                        .filter(each -> fold(each.name()).equals(fold(name)))
                        .findFirst());
    }

    /**
     * Returns why the frame cannot be staged as files of the table, which no loading converts.
     *
     * @param mended takes expressions that would make it fit, by column of the frame
     */
    List<String> refuseFiles(Frame frame, Target target, Map<String, String> mended) {
        List<String> refusals = new ArrayList<>();
        List<PoolType> staged = frame.declaredTypes();
        for (int i = 0; i < columns.size(); i++) {
            PoolType to = columns.get(i).type();
            String name = frame.fields().get(i).name();
            if (Staged.inFilesOf(to).isPresent() && !Assignment.widens(staged.get(i), to)) {
                refusals.add("column " + name + ": " + staged.get(i) + " may not fit into " + to
                        + ", and files of an external table are not converted when they are read");
                Staged.inFilesOf(to)
                        .ifPresent(type ->
                                mended.put(name, "cast(" + Remedy.quoted(name) + " as " + type.catalogString() + ")"));
            }
        }
        for (DescribedColumn column : target.columns()) {
            Optional<PoolType> type = PoolType.describe(column.type(), column.precision(), column.scale());
            if (type.flatMap(Staged::inFilesOf).isEmpty()) {
                refusals.add("column " + column.name() + " of the table: Spark writes no files that are read as "
                        + column.typeAsSql());
            }
        }
        return refusals;
    }

    /** Returns for each of the table's columns the place of the frame's column that goes into it, or -1. */
    List<Integer> sources(Target target) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            places.put(columns.get(i).name(), i);
        }
        return target.columns().stream()
                .map(column -> places.getOrDefault(column.name(), -1))
                .toList();
    }

    /**
     * Returns why measured values do not go into the columns.
     *
     * @param loss whether texts that the code page lacks may be changed
     */
    List<String> refuseValues(Survey survey, LossPolicy loss) {
        List<String> refusals = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            PoolColumn column = columns.get(i);
            ColumnFacts facts = survey.facts().get(i);
            String role = "column " + column.name();
            if (!column.nullable() && facts.nulls() > 0) {
                refusals.add(role + " takes no null, and the frame has " + facts.nulls());
            }
            boolean changed = loss == LossPolicy.ALLOW && column.type().kind().hasCodePage();
            if (facts.unfit().any() && !changed) {
                refusals.add(role + ": " + unfit(column.type(), traits.get(i), facts.unfit()));
            }
            Assignment.refuseValues(column.type(), facts.least(), facts.greatest(), facts.held())
                    .ifPresent(why -> refusals.add(role + ": " + why));
        }
        return refusals;
    }

    private static String unfit(PoolType type, ColumnTraits traits, ColumnFacts.Found found) {
        return type.kind().hasCodePage()
                ? found.counted("text", "has", "have") + " characters that " + traits.codePage() + " of " + type
                        + " lacks, such as '" + found.example() + "'"
                : found.counted("text", "is", "are") + " no " + type + ", such as '" + found.example()
                        + "': the form is " + TextForm.of(type).shown();
    }

    /** Returns the mapping into a table whose columns are long enough for what was measured, as far as they can be. */
    Mapping lengthened(Survey survey) {
        List<PoolColumn> longer = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            PoolColumn column = columns.get(i);
            longer.add(
                    Assignment.lengthened(column.type(), survey.facts().get(i).held())
                            .map(type -> new PoolColumn(column.name(), type, column.nullable()))
                            .orElse(column));
        }
        return new Mapping(longer, traits, unused, obstacles);
    }

    /** Returns the columns that are others than in a former mapping into the same table. */
    List<PoolColumn> changedSince(Mapping former) {
        return columns.stream()
                .filter(column -> !former.columns.contains(column))
                .toList();
    }

    static boolean same(String name, String other) {
        return fold(name).equals(fold(other));
    }

    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
