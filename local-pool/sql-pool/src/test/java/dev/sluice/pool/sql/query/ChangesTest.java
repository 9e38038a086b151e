package dev.sluice.pool.sql.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.pool.sql.session.SqlError;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChangesTest {

    private Pool pool;

    @BeforeEach
    void open() throws SQLException, SqlError {
        pool = new Pool();
    }

    @AfterEach
    void close() throws SQLException {
        pool.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ⇒ ",
            quoteCharacter = '\u0001',
            value = {
                "INSERT INTO other (id) VALUES (7) ⇒ 1|one|1.0000; 4|FOUR|4.5000; 7|null|null",
                "INSERT INTO other VALUES (7, 8, '9') ⇒ 1|one|1.0000; 4|FOUR|4.5000; 7|8|9.0000",
                "INSERT other (id, label) VALUES (7, 'a'), (8, N'b'), (9, NULL)"
                        + " ⇒ 1|one|1.0000; 4|FOUR|4.5000; 7|a|null; 8|b|null; 9|null|null",
                "INSERT other (id, label) VALUES (7, DEFAULT), (8, 'b')"
                        + " ⇒ 1|one|1.0000; 4|FOUR|4.5000; 7|null|null; 8|b|null",
                "INSERT INTO other (id, label) SELECT id + 10, name FROM sales WHERE id < 3"
                        + " ⇒ 1|one|1.0000; 4|FOUR|4.5000; 11|Ann's|null; 12|bob|null",
                "WITH c AS (SELECT 9 AS n) INSERT INTO other (id) SELECT n FROM c ⇒ 1|one|1.0000; 4|FOUR|4.5000; 9|null|null",
                "UPDATE other SET amt = amt * 2, label = UPPER(label) WHERE id = 1 ⇒ 1|ONE|2.0000; 4|FOUR|4.5000",
                "UPDATE other SET amt += 1 ⇒ 1|one|2.0000; 4|FOUR|5.5000",
                "UPDATE o SET label = s.name FROM other o JOIN sales s ON s.id = o.id ⇒ 1|Ann's|1.0000; 4|FOUR|4.5000",
                "UPDATE other SET label = s.name FROM sales s WHERE s.id = other.id ⇒ 1|Ann's|1.0000; 4|FOUR|4.5000",
                "UPDATE TOP (1) other SET amt = 0 WHERE id = 4 ⇒ 1|one|1.0000; 4|FOUR|0.0000",
                "DELETE FROM other WHERE label = 'four' ⇒ 1|one|1.0000",
                "DELETE o FROM other AS o INNER JOIN sales AS s ON o.id = s.id ⇒ 4|FOUR|4.5000",
                "DELETE other FROM sales s WHERE s.id = other.id ⇒ 4|FOUR|4.5000",
                "DELETE FROM other ⇒ ",
                "MERGE INTO other AS t USING sales AS s ON t.id = s.id WHEN MATCHED AND s.amt > 5 THEN UPDATE SET"
                        + " t.amt = s.amt WHEN NOT MATCHED BY TARGET THEN INSERT (id, label) VALUES (s.id, s.v)"
                        + " WHEN NOT MATCHED BY SOURCE THEN DELETE;"
                        + " ⇒ 1|one|10.5000; 2|X |null; 3|null|null",
                "MERGE other USING (SELECT 1 AS k) s ON other.id = s.k WHEN MATCHED THEN DELETE"
                        + " WHEN NOT MATCHED THEN INSERT VALUES (5, 'x', 1) ⇒ 4|FOUR|4.5000",
            })
    void aChangeLeavesTheseRows(String batch, String rows) throws SqlError {
        pool.run(batch);
        assertThat(pool.rows("SELECT * FROM other ORDER BY id")).isEqualTo(rows == null ? "" : rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ⇒ ",
            quoteCharacter = '\u0001',
            value = {
                "INSERT INTO nope VALUES (1) ⇒ 208 ⇒ Invalid object name 'nope'.",
                "INSERT INTO other (nope) VALUES (1) ⇒ 207 ⇒ Invalid column name 'nope'.",
                "INSERT INTO other (id, ID) VALUES (1, 1) ⇒ 264 ⇒ The column name 'ID' is specified more than once in"
                        + " the SET clause or column list of an INSERT.",
                "INSERT INTO other (id) VALUES (1, 2) ⇒ 110 ⇒ There are fewer columns in the INSERT statement than values"
                        + " specified in the VALUES clause. The number of values in the VALUES clause must match the"
                        + " number of columns specified in the INSERT statement.",
                "INSERT INTO other SELECT 1 ⇒ 120 ⇒ The select list for the INSERT statement contains fewer items than"
                        + " the insert list. The number of SELECT values must match the number of INSERT columns.",
                "INSERT INTO other (id) SELECT 1, 2 ⇒ 121 ⇒ The select list for the INSERT statement contains more items"
                        + " than the insert list. The number of SELECT values must match the number of INSERT columns.",
                "INSERT INTO other (label) VALUES ('x') ⇒ 515 ⇒ Cannot insert the value NULL into column 'id'; column"
                        + " does not allow nulls. INSERT fails.",
                "INSERT INTO other (id, label) VALUES (1, '123456789012345678901') ⇒ 2628 ⇒ String or binary data would be"
                        + " truncated in table 'other', column 'label'. Truncated value: '12345678901234567890'.",
                "INSERT INTO other (id) VALUES ('x') ⇒ 245 ⇒ Conversion failed when converting the varchar value 'x' to"
                        + " data type int.",
                "UPDATE other SET nope = 1 ⇒ 207 ⇒ Invalid column name 'nope'.",
                "UPDATE other SET id = 1, ID = 2 ⇒ 264 ⇒ The column name 'id' is specified more than once in the SET"
                        + " clause or column list of an INSERT.",
                "UPDATE x SET id = 1 FROM other o ⇒ 208 ⇒ Invalid object name 'x'.",
                "DELETE FROM nope ⇒ 208 ⇒ Invalid object name 'nope'.",
                "INSERT INTO other (id) EXEC sp_who ⇒ 40510 ⇒ INSERT of the result of EXECUTE is not supported by this"
                        + " SQL pool (line 1, column 1).",
            })
    void aChangeIsRefused(String batch, int number, String message) {
        SqlError error = catchThrowableOfType(SqlError.class, () -> pool.run(batch));
        assertThat(error).isNotNull();
        assertThat(error.getMessage()).isEqualTo(message);
        assertThat(error.number()).isEqualTo(number);
    }

    @Test
    void blanksAtTheEndMayBeCutFromAColumn() throws SqlError {
        pool.run("INSERT INTO other (id, label) VALUES (9, '12345678901234567890     ')");
        assertThat(pool.rows("SELECT DATALENGTH(label) FROM other WHERE id = 9"))
                .isEqualTo("20");
    }

    @Test
    void aFixedColumnIsPadded() throws SqlError {
        pool.run("UPDATE sales SET code = 'q' WHERE id = 3");
        assertThat(pool.rows("SELECT DATALENGTH(code) FROM sales WHERE id = 3")).isEqualTo("3");
    }

    @Test
    void aSelectIntoVariablesNamesThem() throws SqlError {
        assertThat(pool.translate("SELECT @a = id, @b = name FROM sales").variables())
                .isEqualTo(List.of("@a", "@b"));
    }

    @ParameterizedTest
    @CsvSource({"1 = 1, true", "1 > 2, false", "NULL = 1, null", "OBJECT_ID('dbo.sales') IS NOT NULL, true"})
    void aConditionOfAnIfIsOneBoolean(String condition, String value) throws SqlError, SQLException {
        assertThat(pool.condition(condition)).isEqualTo(value);
    }
}
