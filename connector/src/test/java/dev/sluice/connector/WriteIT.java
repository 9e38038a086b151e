package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WriteIT {

    private static final LocalPool POOL = LocalPool.shared();

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @Test
    void makesATableThatIsNotThere() {
        rows("(1, 'a'), (2, 'ğ'), (3, null)", "id int, name string")
                .write()
                .format("sqlanalytics")
                .option("table", "sqlpool.dbo.made")
                .option("verify", "checksum")
                .save();

        assertThat(POOL.query("SELECT id, name FROM dbo.made ORDER BY id")).containsExactly("1|a", "2|ğ", "3|null");
        assertThat(POOL.query("SELECT COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH FROM INFORMATION_SCHEMA.COLUMNS"
                        + " WHERE TABLE_NAME = 'made' ORDER BY ORDINAL_POSITION"))
                .containsExactly("id|int|null", "name|nvarchar|16");
    }

    @Test
    void refusesATableThatIsThereInModeError() {
        POOL.sql("CREATE TABLE dbo.there (id int)", "INSERT INTO dbo.there VALUES (7)");

        assertThatThrownBy(() -> rows("(1)", "id int")
                        .write()
                        .format("sqlanalytics")
                        .option("table", "dbo.there")
                        .save())
                .hasMessage("Table [dbo].[there] exists already\n"
                        + "Why: The mode is error, which writes new tables only\n"
                        + "Fix: Use mode append, overwrite or ignore, or another name");
        assertThat(POOL.query("SELECT id FROM dbo.there")).containsExactly("7");
    }

    private static Dataset<Row> rows(String values, String schema) {
        StringBuilder names = new StringBuilder();
        for (String column : schema.split(",")) {
            names.append(names.isEmpty() ? "" : ", ").append(column.strip().split(" ")[0]);
        }
        return POOL.spark().sql("SELECT " + casts(schema) + " FROM VALUES " + values + " AS t(" + names + ")");
    }

    private static String casts(String schema) {
        StringBuilder casts = new StringBuilder();
        for (String column : schema.split(",")) {
            String[] parts = column.strip().split(" ");
            casts.append(casts.isEmpty() ? "" : ", ")
                    .append("CAST(")
                    .append(parts[0])
                    .append(" AS ")
                    .append(parts[1])
                    .append(") AS ")
                    .append(parts[0]);
        }
        return casts.toString();
    }
}
