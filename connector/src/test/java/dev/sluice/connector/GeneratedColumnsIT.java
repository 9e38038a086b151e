package dev.sluice.connector;

import static dev.sluice.connector.failure.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.Verification;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables with columns that the pool fills by itself: identities and defaults. */
final class GeneratedColumnsIT {

    private static final LocalPool POOL = LocalPool.shared();

    @BeforeEach
    void makeTable() {
        POOL.sql(
                "DROP TABLE IF EXISTS dbo.numbered",
                "CREATE TABLE dbo.numbered (id int IDENTITY(1,1) NOT NULL, name nvarchar(20) NULL,"
                        + " state varchar(10) NOT NULL DEFAULT 'new')",
                "INSERT INTO dbo.numbered (name, state) VALUES (N'old', 'done')");
    }

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Verification.class)
    void addsRowsWithoutTheColumnsThatThePoolFills(Verification verify) {
        WriteCell.of("SELECT 'a' AS name UNION ALL SELECT 'b'", "dbo.numbered")
                .mode(SaveMode.APPEND)
                .verify(verify)
                .receipt();

        assertThat(POOL.query("SELECT name, state FROM dbo.numbered ORDER BY name"))
                .containsExactly("a|new", "b|new", "old|done");
        assertThat(POOL.query("SELECT COUNT(DISTINCT id) FROM dbo.numbered")).containsExactly("3");
    }

    @ParameterizedTest
    @EnumSource(Verification.class)
    void keepsTheIdentityAndTheDefaultWhenRowsAreReplaced(Verification verify) {
        WriteCell.of("SELECT 'a' AS name UNION ALL SELECT 'b'", "dbo.numbered")
                .mode(SaveMode.OVERWRITE)
                .verify(verify)
                .receipt();
        POOL.spark()
                .sql("SELECT 'c' AS name, 'x' AS state")
                .write()
                .format("sqlanalytics")
                .mode("append")
                .save("dbo.numbered");

        assertThat(POOL.query("SELECT name, state FROM dbo.numbered ORDER BY name"))
                .containsExactly("a|new", "b|new", "c|x");
        assertThat(POOL.query("SELECT COUNT(DISTINCT id) FROM dbo.numbered")).containsExactly("3");
        assertThat(identities()).containsExactly("id");
    }

    @Test
    void keepsTheIdentityWhenSparksApiReplacesRows() {
        POOL.spark()
                .sql("SELECT 'a' AS name")
                .write()
                .format("sqlanalytics")
                .mode("overwrite")
                .save("dbo.numbered");

        assertThat(POOL.query("SELECT name, state FROM dbo.numbered")).containsExactly("a|new");
        assertThat(identities()).containsExactly("id");
    }

    @Test
    void takesTheValuesOfAnIdentityThatTheRowsGive() {
        WriteCell.of("SELECT 70 AS id, 'a' AS name, 's' AS state", "dbo.numbered")
                .mode(SaveMode.APPEND)
                .receipt();
        assertThat(POOL.query("SELECT id, name, state FROM dbo.numbered ORDER BY id"))
                .containsExactly("1|old|done", "70|a|s");

        WriteCell.of("SELECT 80 AS id, 'b' AS name, 't' AS state", "dbo.numbered")
                .mode(SaveMode.OVERWRITE)
                .receipt();

        assertThat(POOL.query("SELECT id, name, state FROM dbo.numbered")).containsExactly("80|b|t");
        assertThat(identities()).containsExactly("id");
    }

    @Test
    void refusesToDropAnIdentity() {
        TransferFailure failure = WriteCell.of("SELECT 'a' AS name, 1 AS more", "dbo.numbered")
                .mode(SaveMode.OVERWRITE)
                .failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH);
        assertThat(failure.what())
                .isEqualTo(
                        "Overwriting table [dbo].[numbered] would lose the identity of column id; the default of column"
                                + " state");
        assertThat(failure.why())
                .isEqualTo("The frame needs a table of another definition: the table has no column more");
        assertThatThrownBy(() -> POOL.spark()
                        .sql("SELECT repeat('x', 4001) AS name")
                        .write()
                        .format("sqlanalytics")
                        .mode("overwrite")
                        .save("dbo.numbered"))
                .isExactlyInstanceOf(TransferFailedException.class)
                .hasMessage(message(
                        "Overwriting table [dbo].[numbered] would lose the identity of column id; the default of column"
                                + " state; the columnstore index, which takes no column of a MAX type",
                        "The frame needs a table of another definition: column name: its longest value has 4001"
                                + " characters, nvarchar(20) holds 20",
                        "Make the frame fit the table's columns, or drop the table first and write it anew"));
        assertThat(WriteCell.of("SELECT 'a' AS state", "dbo.numbered")
                        .mode(SaveMode.OVERWRITE)
                        .failure()
                        .why())
                .isEqualTo("The frame needs a table of another definition: columns or layout differ");
        assertThat(POOL.query("SELECT id, name, state FROM dbo.numbered")).containsExactly("1|old|done");
    }

    @Test
    void refusesToDropADefault() {
        POOL.sql(
                "DROP TABLE IF EXISTS dbo.defaulted",
                "CREATE TABLE dbo.defaulted (name nvarchar(20) NULL, state varchar(10) NOT NULL DEFAULT 'new')");

        assertThat(WriteCell.of("SELECT 'a' AS other", "dbo.defaulted")
                        .mode(SaveMode.OVERWRITE)
                        .failure()
                        .what())
                .isEqualTo("Overwriting table [dbo].[defaulted] would lose the default of column state");
    }

    private static List<String> identities() {
        return POOL.query("SELECT i.name FROM sys.identity_columns AS i JOIN sys.tables AS t"
                + " ON t.object_id = i.object_id WHERE t.name = 'numbered'");
    }
}
