package dev.sluice.connector.sql;

import dev.sluice.transfer.TableName;

/**
 * An external table over a folder.
 *
 * @param name the table, without a database
 * @param location folder from the root of the data source, with slashes at both ends
 * @param dataSource bare name of the external data source
 * @param fileFormat bare name of the external file format
 */
public record ExternalTable(TableName name, String location, String dataSource, String fileFormat) {}
