package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.type.SqlType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements that change rows. */
public sealed interface Change extends Statement {

    /** {@code INSERT}; columns empty if it names none. */
    record Insert(
            ObjectName table,
            List<String> columns,
            Source source,
            @Nullable String label,
            Position at) implements Change {}

    /**
     * {@code INSERT BULK table (column type, ...) WITH (...)}, which announces a bulk stream of the protocol.
     *
     * @param options names in upper case
     */
    record InsertBulk(ObjectName table, List<BulkColumn> columns, List<String> options, Position at)
            implements Change {}

    /**
     * {@code UPDATE}.
     *
     * @param target a table, or an alias of the FROM clause
     * @param from empty if there is no FROM clause
     */
    record Update(
            List<Query.CommonTable> with,
            Query.@Nullable Top top,
            ObjectName target,
            List<Assignment> assignments,
            List<TableSource> from,
            @Nullable Condition where,
            @Nullable String label,
            Position at)
            implements Change {}

    /** {@code DELETE}, the target as in {@link Update}. */
    record Delete(
            List<Query.CommonTable> with,
            Query.@Nullable Top top,
            ObjectName target,
            List<TableSource> from,
            @Nullable Condition where,
            @Nullable String label,
            Position at)
            implements Change {}

    /** {@code MERGE}. */
    record Merge(
            List<Query.CommonTable> with,
            ObjectName target,
            @Nullable String alias,
            TableSource source,
            Condition condition,
            List<MergeArm> arms,
            @Nullable String label,
            Position at)
            implements Change {}

    /**
     * {@code COPY INTO}.
     *
     * @param columns empty if it names none
     * @param options names in upper case; values are text, number or word as written. Secrets stand in credentials.
     * @param credentials by option: {@code CREDENTIAL}, {@code ERRORFILE_CREDENTIAL}
     */
    record CopyInto(
            ObjectName table,
            List<CopyColumn> columns,
            List<String> locations,
            Map<String, String> options,
            Map<String, CopyCredential> credentials,
            @Nullable String label,
            Position at)
            implements Change {}

    /** Where the rows of an INSERT come from. */
    sealed interface Source {}

    /** {@code VALUES}; a null stands for {@code DEFAULT}. */
    record Rows(List<List<@Nullable Expression>> rows) implements Source {}

    /** {@code DEFAULT VALUES}. */
    record Defaults() implements Source {}

    /** A query. */
    record FromQuery(Query query) implements Source {}

    /** {@code EXEC procedure}. */
    record FromProcedure(Control.Execute execute) implements Source {}

    /** {@code column = expression}; a null stands for {@code DEFAULT}. The qualifier is as in {@link Expression.Column}. */
    record Assignment(Expression.Column column, @Nullable Expression value) {}

    /** {@code WHEN ... AND condition THEN action}. */
    record MergeArm(MergeCase when, @Nullable Condition condition, MergeAction action, Position at) {}

    /** Which rows an arm of MERGE is for. */
    enum MergeCase {
        /** In both. */
        MATCHED,
        /** In the source only. */
        NOT_MATCHED_BY_TARGET,
        /** In the target only. */
        NOT_MATCHED_BY_SOURCE
    }

    /** What an arm of MERGE does. */
    sealed interface MergeAction {}

    /** {@code UPDATE SET}. */
    record MergeUpdate(List<Assignment> assignments) implements MergeAction {}

    /** {@code DELETE}. */
    record MergeDelete() implements MergeAction {}

    /** {@code INSERT (columns) VALUES (values)}. */
    record MergeInsert(List<String> columns, List<Expression> values) implements MergeAction {}

    /** A column of an {@link InsertBulk}. */
    record BulkColumn(String name, SqlType type) {}

    /** {@code name DEFAULT value field}; the field counts from 1, 0 if not given. */
    record CopyColumn(String name, @Nullable Expression value, int field) {}

    /** {@code (IDENTITY = '...', SECRET = '...')}. */
    record CopyCredential(String identity, @Nullable Secret secret) {}
}
