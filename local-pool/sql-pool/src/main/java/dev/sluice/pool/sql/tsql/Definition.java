package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.type.SqlType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements that define objects. */
public sealed interface Definition extends Statement {

    /** {@code CREATE SCHEMA}. */
    record CreateSchema(String name, @Nullable String owner, Position at) implements Definition {}

    /** {@code CREATE TABLE name (columns)}. */
    record CreateTable(ObjectName name, List<ColumnDefinition> columns, TableOptions options, Position at)
            implements Definition {}

    /** {@code CREATE TABLE name AS SELECT}; columns empty if they keep the query's names. */
    record CreateTableAs(ObjectName name, List<String> columns, TableOptions options, Query query, Position at)
            implements Definition {}

    /** {@code ALTER TABLE}. */
    record AlterTable(ObjectName name, Alteration alteration, Position at) implements Definition {}

    /** {@code TRUNCATE TABLE}; partitions as written, empty for all. */
    record TruncateTable(ObjectName name, List<Integer> partitions, Position at) implements Definition {}

    /** {@code RENAME OBJECT}. */
    record RenameObject(ObjectName name, String to, Position at) implements Definition {}

    /** {@code RENAME COLUMN table.column TO name}. */
    record RenameColumn(ObjectName table, String column, String to, Position at) implements Definition {}

    /** {@code CREATE VIEW}; columns empty if they keep the query's names; text is the whole statement. */
    record CreateView(ObjectName name, List<String> columns, Query query, Replacing replacing, String text, Position at)
            implements Definition {}

    /** {@code CREATE STATISTICS}. */
    record CreateStatistics(String name, ObjectName table, List<String> columns, Position at) implements Definition {}

    /** {@code UPDATE STATISTICS}; the name is null for all of the table. */
    record UpdateStatistics(ObjectName table, List<String> names, Position at) implements Definition {}

    /** {@code DROP STATISTICS table.name}. */
    record DropStatistics(ObjectName table, String name, Position at) implements Definition {}

    /** {@code CREATE INDEX}. */
    record CreateIndex(String name, ObjectName table, List<String> columns, Position at) implements Definition {}

    /** {@code ALTER INDEX name | ALL ON table REBUILD | REORGANIZE}; the name is null for ALL. */
    record AlterIndex(@Nullable String name, ObjectName table, Position at) implements Definition {}

    /** {@code DROP INDEX name ON table}. */
    record DropIndex(String name, ObjectName table, Missing missing, Position at) implements Definition {}

    /** {@code CREATE EXTERNAL DATA SOURCE}; options with names in upper case, also LOCATION and CREDENTIAL. */
    record CreateDataSource(String name, Map<String, String> options, Position at) implements Definition {}

    /** {@code CREATE EXTERNAL FILE FORMAT}; options as in {@link CreateDataSource}, FORMAT_OPTIONS in a map of its own. */
    record CreateFileFormat(String name, Map<String, String> options, Map<String, String> formatOptions, Position at)
            implements Definition {}

    /** {@code CREATE EXTERNAL TABLE name (columns)}; options as in {@link CreateDataSource}. */
    record CreateExternalTable(
            ObjectName name, List<ColumnDefinition> columns, Map<String, String> options, Position at)
            implements Definition {}

    /** {@code CREATE EXTERNAL TABLE name AS SELECT}; options as in {@link CreateDataSource}. */
    record CreateExternalTableAs(ObjectName name, Map<String, String> options, Query query, Position at)
            implements Definition {}

    /** {@code CREATE} or {@code ALTER DATABASE SCOPED CREDENTIAL}. */
    record PutCredential(
            String name, String identity, @Nullable Secret secret, Replacing replacing, Position at)
            implements Definition {}

    /** {@code CREATE MASTER KEY}; the password is null if none is given. */
    record CreateMasterKey(@Nullable Secret password, Position at) implements Definition {}

    /** {@code CREATE DATABASE}; options with names in upper case. */
    record CreateDatabase(String name, Map<String, String> options, Position at) implements Definition {}

    /** {@code DROP kind name, ...}. Kinds without schemas have names of one part. */
    record Drop(ObjectKind kind, List<ObjectName> names, Missing missing, Position at) implements Definition {}

    /** Kinds of objects that DROP names. */
    enum ObjectKind {
        /** {@code SCHEMA}. */
        SCHEMA,
        /** {@code TABLE}. */
        TABLE,
        /** {@code VIEW}. */
        VIEW,
        /** {@code EXTERNAL TABLE}. */
        EXTERNAL_TABLE,
        /** {@code EXTERNAL DATA SOURCE}. */
        DATA_SOURCE,
        /** {@code EXTERNAL FILE FORMAT}. */
        FILE_FORMAT,
        /** {@code DATABASE SCOPED CREDENTIAL}. */
        CREDENTIAL,
        /** {@code MASTER KEY}, of no name: the list is empty. */
        MASTER_KEY,
        /** {@code DATABASE}. */
        DATABASE,
        /** {@code USER}. */
        USER,
        /** {@code LOGIN}. */
        LOGIN,
        /** {@code ROLE}. */
        ROLE
    }

    /** What a DROP does with an object that is not there. */
    enum Missing {
        /** Fails. */
        ERROR,
        /** Does nothing: {@code IF EXISTS}. */
        IGNORE
    }

    /** What a CREATE does with an object that is there. */
    enum Replacing {
        /** {@code CREATE}: fails. */
        NEVER,
        /** {@code ALTER}: it must be there. */
        ALWAYS,
        /** {@code CREATE OR ALTER}. */
        IF_THERE
    }

    /**
     * A column of a table.
     *
     * @param nullability null if not said
     * @param defaultValue null if none
     */
    record ColumnDefinition(
            String name,
            SqlType type,
            @Nullable Nullability nullability,
            @Nullable Expression defaultValue,
            @Nullable Identity identity,
            @Nullable String collation,
            Position at) {}

    /** Whether a column takes NULL. */
    enum Nullability {
        /** {@code NULL}. */
        NULL,
        /** {@code NOT NULL}. */
        NOT_NULL
    }

    /** {@code IDENTITY(seed, increment)}. */
    record Identity(long seed, long increment) {}

    /** {@code WITH (...)} of a table; each null if not said. Other options are in the map, names in upper case. */
    record TableOptions(
            @Nullable Distribution distribution,
            @Nullable Index index,
            @Nullable Partition partition) {
        /** No options. */
        public static final TableOptions NONE = new TableOptions(null, null, null);
    }

    /** {@code DISTRIBUTION}; columns for HASH only. */
    record Distribution(DistributionKind kind, List<String> columns) {}

    /** Ways of distributing. */
    enum DistributionKind {
        /** By hash of columns. */
        HASH,
        /** Evenly. */
        ROUND_ROBIN,
        /** All on each node. */
        REPLICATE
    }

    /** How a table is stored; columns of CLUSTERED, and of an ordered columnstore. */
    record Index(IndexKind kind, List<String> columns) {}

    /** Ways of storing. */
    enum IndexKind {
        /** {@code HEAP}. */
        HEAP,
        /** {@code CLUSTERED COLUMNSTORE INDEX}. */
        COLUMNSTORE,
        /** {@code CLUSTERED INDEX}. */
        CLUSTERED
    }

    /** {@code PARTITION (column RANGE LEFT|RIGHT FOR VALUES (...))}. */
    record Partition(String column, RangeSide side, List<Expression> boundaries) {}

    /** The partition that a boundary belongs to. */
    enum RangeSide {
        /** The one before. */
        LEFT,
        /** The one after. */
        RIGHT
    }

    /** What ALTER TABLE does. */
    sealed interface Alteration {}

    /** {@code ADD column type, ...}. */
    record AddColumns(List<ColumnDefinition> columns) implements Alteration {}

    /** {@code DROP COLUMN a, b}. */
    record DropColumns(List<String> columns, Missing missing) implements Alteration {}

    /** {@code ALTER COLUMN column type NULL}. */
    record AlterColumn(ColumnDefinition column) implements Alteration {}

    /** {@code SWITCH PARTITION n TO table PARTITION m WITH (TRUNCATE_TARGET = ON)}; partition 0 for the whole table. */
    record Switch(int partition, ObjectName target, int targetPartition, SwitchTarget content) implements Alteration {}

    /** What SWITCH does with rows of the target. */
    enum SwitchTarget {
        /** Fails if there are some. */
        MUST_BE_EMPTY,
        /** Deletes them. */
        TRUNCATE
    }

    /** {@code SPLIT RANGE (value)} or {@code MERGE RANGE (value)}. */
    record ChangeRange(RangeChange change, Expression boundary) implements Alteration {}

    /** Changes of partitions. */
    enum RangeChange {
        /** Adds a boundary. */
        SPLIT,
        /** Takes one away. */
        MERGE
    }

    /** {@code ADD CONSTRAINT name PRIMARY KEY NONCLUSTERED (a) NOT ENFORCED}, or UNIQUE; the name null if not given. */
    record AddKey(@Nullable String name, KeyKind kind, List<String> columns) implements Alteration {}

    /** Kinds of keys. */
    enum KeyKind {
        /** {@code PRIMARY KEY}. */
        PRIMARY,
        /** {@code UNIQUE}. */
        UNIQUE
    }

    /** {@code ADD CONSTRAINT name DEFAULT value FOR column}. */
    record AddDefault(@Nullable String name, Expression value, String column) implements Alteration {}

    /** {@code DROP CONSTRAINT name}. */
    record DropConstraint(String name, Missing missing) implements Alteration {}

    /** {@code REBUILD ...}: storage only. */
    record Rebuild() implements Alteration {}
}
