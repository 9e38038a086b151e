package dev.sluice.pool.sql.tsql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "CREATE LOGIN joe WITH PASSWORD = 'Hidden!1'#CREATE LOGIN joe WITH PASSWORD = '***'",
                "create user mary with password=N'Hid''den!1'#create user mary with password='***'",
                "ALTER LOGIN joe WITH PASSWORD = 'a' OLD_PASSWORD = 'b'#ALTER LOGIN joe WITH PASSWORD = '***'"
                        + " OLD_PASSWORD = '***'",
                "CREATE LOGIN joe WITH PASSWORD = 0x0200AB HASHED#CREATE LOGIN joe WITH PASSWORD = '***' HASHED",
                "CREATE LOGIN joe WITH PASSWORD = \"Hidden!1\"#CREATE LOGIN joe WITH PASSWORD = '***'",
                "CREATE LOGIN joe WITH PASSWORD = Hidden1#CREATE LOGIN joe WITH PASSWORD = '***'",
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'x'#CREATE MASTER KEY ENCRYPTION BY PASSWORD = '***'",
                "CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'SHARED ACCESS SIGNATURE', SECRET ="
                        + " 'sv=1&sig=x'#CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = '***', SECRET = '***'",
                "COPY INTO t FROM 'https://a' WITH (CREDENTIAL = (IDENTITY = 'x', SECRET = 'y'))#COPY INTO t FROM"
                        + " '***' WITH (CREDENTIAL = (IDENTITY = '***', SECRET = '***'))",
                "EXEC('CREATE LOGIN joe WITH PASSWORD = ''Hidden!1''')#EXEC('***')",
                "CREATE LOGIN joe /* was 'Old!1' */ WITH PASSWORD = 'x' -- not 'y'#CREATE LOGIN joe WITH PASSWORD ="
                        + " '***'",
                "CREATE LOGIN joe WITH PASSWORD = 'unclosed#'***'",
            })
    void takesOutWhatMayBeSecret(String batch, String kept) {
        assertThat(Redaction.of(batch)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RENAME OBJECT [dbo].[a] TO [b]",
                "INSERT INTO t VALUES ('it''s') -- as it is\n",
                "not T-SQL ' at all",
                "",
            })
    void leavesABatchThatSpeaksOfNoSecretAsItIs(String batch) {
        assertThat(Redaction.of(batch)).isEqualTo(batch);
    }
}
