package dev.sluice.connector.sql;

import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.TableName;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one SQL engine. Names go in bare and come out in brackets; tables are named without their database,
 * because a connection is to one.
 */
public interface Statements {

    /** Returns the statement that makes an external data source over the container of a folder. */
    String createDataSource(String name, URI folder, @Nullable String credential);

    /** Returns the statement that makes a file format for Parquet. */
    String createFileFormat(String name);

    /** Returns the statement that makes an external table over files that are there. */
    String createExternalTable(ExternalTable table, List<PoolColumn> columns);

    /**
     * Returns the statement that writes a select's rows as files, and makes an external table over them.
     *
     * @param select a select, with an OPTION clause or none
     */
    String export(ExternalTable table, String select);

    /** Returns the statement that makes a table of a select's rows. */
    String createTableAs(TableName table, Layout layout, String select, @Nullable String label);

    /** Returns the statement that makes an empty table. */
    String createTable(TableName table, List<ColumnDefinition> columns, Layout layout);

    /** Returns the statement that adds a select's rows to a table. */
    String insert(TableName table, List<String> columns, String select, @Nullable String label);

    /** Returns the statement that begins a transaction. */
    String beginTransaction();

    /** Returns the statement that makes what a transaction did stay. */
    String commitTransaction();

    /** Returns the statement that takes back what a transaction did. */
    String rollBackTransaction();

    /** Returns the query for how many transactions the connection has open: one number. */
    String openTransactions();

    /** Returns the select of one row with one number. */
    String rowOf(long number);

    /** Returns the statement that puts the rows of a table of the same definition in place of another's, at once. */
    String replaceRows(TableName shadow, TableName target);

    /** Returns the statement that renames a table within its schema. */
    String rename(TableName table, String name);

    /** Returns the statement that drops an object. Files of an external table stay. */
    String drop(PoolObject object);

    /** Returns the query for an object: one row if it is there, or no row. */
    String find(PoolObject object);

    /** Returns the query for a table's object id, which a rename leaves: one row with one number, or no row. */
    String objectId(TableName table);

    /** Returns the query for the name that the table of an object id has now: one row with one text, or no row. */
    String nameOf(long objectId, String schema);

    /** Returns the expression of a select that gives a column as another one, under its name. */
    String converted(PoolColumn from, ColumnDefinition to);

    /** Returns the statement after which a session says how many rows its statements change, whatever was set before. */
    String countRows();

    /** Returns a select of some expressions, each with an alias or none. */
    String select(List<String> expressions, String from, @Nullable String where, @Nullable Long limit);

    /**
     * Returns the query for what changes when a table's definition does: at most one row with its object id and the time of
     * its last change. A view has none.
     */
    String version(TableName table);

    /** Returns the query for a table's kind: one row with one column, {@code U} or {@code external}, or no row. */
    String tableKind(TableName table);

    /**
     * Returns the query for how a table's rows are spread: {@code HASH}, {@code ROUND_ROBIN} or {@code REPLICATE}, and a hash
     * column; one row for each of several hash columns, in order.
     */
    String placement(TableName table);

    /**
     * Returns the query for a table's indexes, one row a column: number of the index (0 or 1: how the table is stored), its
     * name, {@code HEAP}, {@code CLUSTERED}, {@code CLUSTERED COLUMNSTORE} or {@code NONCLUSTERED}, the column or null, its
     * place in the key, in the order of a columnstore and among the partition columns (0: none), whether it goes down (1 or
     * 0), whether the index is one of a key (1 or 0).
     */
    String indexes(TableName table);

    /**
     * Returns the query for what a table's columns have beyond their types: name, whether it is an identity (1 or 0),
     * whether it has a default (1 or 0), number of its code page or null, its collation if it is not the database's, whether
     * it is masked (1 or 0).
     */
    String columnTraits(TableName table);

    /**
     * Returns the query for who may do what with a table: a name of {@link Permission.State}, the permission, the user or
     * role, the column or null. It shows what the login may see.
     */
    String permissions(TableName table);

    /** Returns the query for whether the login sees everybody's permissions on a table: one row with 1 or 0. */
    String seesPermissions(TableName table);

    /** Returns the query for statistics that users made: name, column, filter or null; one row a column, in order. */
    String statistics(TableName table);

    /** Returns the query for the names of the policies that filter a table's rows. */
    String securityPolicies(TableName table);

    /** Returns the statement that gives or denies a permission on a table. */
    String grant(Permission permission, TableName table);

    /** Returns the statement that makes statistics. */
    String createStatistics(TableStatistics statistics, TableName table);

    /** Returns the statement that drops statistics. */
    String dropStatistics(String name, TableName table);

    /** Returns the statement that gives a column of a table another type. A transaction cannot take it back. */
    String alterColumn(ColumnDefinition column, TableName table);

    /** Returns the query for the places of all external tables: schema, table, location and location of the data source. */
    String externalPlaces();

    /** Returns the statement that deletes all rows of a table, which a transaction can take back. */
    String deleteRows(TableName table);

    /** Returns the statement that lets rows say the values of a table's identity column. */
    String allowIdentityValues(TableName table);

    /** Returns the statement that ends {@link #allowIdentityValues}. */
    String forbidIdentityValues(TableName table);

    /** Returns the query for an external table's place: one row with location, data source and file format. */
    String externalPlace(TableName table);
}
