package com.microsoft.spark.sqlanalytics.utils;

/**
 * Names of table types and options, as programs written for the original connector and for its successor import them.
 * Option names are read without regard to case.
 */
public final class Constants {

    /** Table type: the rows live in the SQL pool. */
    public static final String INTERNAL = "internal";

    /** Table type: the rows live in the lake and the SQL pool holds the definition. */
    public static final String EXTERNAL = "external";

    /** Option: the SQL pool's server, as {@code host}, {@code host:port} or {@code host,port}. */
    public static final String SERVER = "server";

    /** Option: login name, for SQL authentication. */
    public static final String USER = "user";

    /** Option: password, for SQL authentication. */
    public static final String PASSWORD = "password";

    /** Option: database of a name that has none. */
    public static final String DATABASE = "database";

    /** Option: a T-SQL SELECT to read in place of a table. */
    public static final String QUERY = "query";

    /** Option: folder to stage under. */
    public static final String TEMP_FOLDER = "tempFolder";

    /** Option: an external data source of the database to load and export through, in place of one made for the transfer. */
    public static final String DATA_SOURCE = "dataSource";

    /** Option: account key of the storage account that is staged in. */
    public static final String STAGING_STORAGE_ACCOUNT_KEY = "stagingStorageAccountKey";

    private Constants() {}
}
