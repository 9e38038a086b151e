package org.apache.spark.sql

import com.microsoft.spark.sqlanalytics.utils.Constants

/**
 * The original connector's methods on readers and writers, and those of its successor. All of them are the data source
 * `sqlanalytics` with the table's name, type and location as options.
 */
object SqlAnalyticsConnector {

  private val Source = "sqlanalytics"

  /** Adds the reading methods. */
  implicit class SqlAnalyticsReader(reader: DataFrameReader) {

    /** Reads a table, internal or external, as `table`, `schema.table` or `database.schema.table`. */
    def sqlanalytics(table: String): DataFrame = reader.format(Source).option("table", table).load()

    /** Reads a table, as [[sqlanalytics]]. */
    def synapsesql(table: String): DataFrame = sqlanalytics(table)

    /** Reads what the option `Constants.QUERY` selects. */
    def synapsesql(): DataFrame = reader.format(Source).load()
  }

  /** Adds the writing methods. */
  implicit class SqlAnalyticsWriter[T](writer: DataFrameWriter[T]) {

    /** Writes a table of the type `Constants.INTERNAL` or `Constants.EXTERNAL`, with the writer's mode. */
    def sqlanalytics(table: String, tableType: String): Unit =
      writer.format(Source).option("table", table).option("tableType", tableType).save()

    /**
     * Writes a table.
     *
     * @param location folder of an external table's files
     */
    def synapsesql(
        table: String,
        tableType: String = Constants.INTERNAL,
        location: Option[String] = None): Unit =
      location
        .foldLeft(writer)((all, folder) => all.option("location", folder))
        .sqlanalytics(table, tableType)
  }
}
