package dev.sluice.magics.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.magics.cell.MimeBundle;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRecord;
import dev.sluice.transfer.TransferReport;
import dev.sluice.transfer.TransferReport.Removal;
import dev.sluice.transfer.TransferState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReportsTest {

    private static final TransferId ONE = new TransferId("20260131_235959_0123456789abcdef");
    private static final TransferId TWO = new TransferId("20260131_120000_0123456789abcdef");

    @Test
    void listsTransfers() {
        MimeBundle shown = Reports.render(new TransferReport(
                "history",
                List.of(
                        record(ONE, "[dbo].[<t>]", TransferState.UNKNOWN, null, null, List.of("DROP TABLE x", "f")),
                        record(
                                TWO,
                                null,
                                TransferState.NOT_PUBLISHED,
                                "2026-01-31T23:59:03.500Z",
                                ErrorCode.TABLE_EXISTS,
                                List.of())),
                List.of(),
                List.of()));

        assertThat(shown.forms().get(MimeBundle.TEXT)).isEqualTo("""
                id                               | began (UTC)         | took  | what              | became                       |  rows | left behind
                ---------------------------------+---------------------+-------+-------------------+------------------------------+-------+------------
                20260131_235959_0123456789abcdef | 2026-01-31 23:59:00 |       | write [dbo].[<t>] | unknown                      | 1,234 | 2 things
                20260131_120000_0123456789abcdef | 2026-01-31 23:59:00 | 3.5 s | write a query     | not published (TABLE_EXISTS) | 1,234 |
                What became of a transfer that is unknown, %sqlpool status <id> finds out.""");
        assertThat(shown.forms().get(MimeBundle.HTML))
                .asString()
                .contains("[dbo].[&lt;t&gt;]")
                .doesNotContain("<t>");
        assertThat(shown.forms().get(Reports.REPORT)).asString().contains("state=not published", "code=TABLE_EXISTS");
    }

    @Test
    void showsOneTransfer() {
        MimeBundle shown = Reports.render(new TransferReport(
                "resume",
                List.of(record(ONE, "[dbo].[t]", TransferState.NOT_PUBLISHED, null, null, List.of("DROP TABLE x"))),
                List.of(new Removal(ONE, "abfss://f", "removed"), new Removal(ONE, "DROP TABLE x", "it is in use")),
                List.of("It was undone")));

        assertThat(shown.forms().get(MimeBundle.TEXT)).isEqualTo("""
                transfer          | 20260131_235959_0123456789abcdef
                ------------------+---------------------------------
                what              | write [dbo].[t]
                became            | not published
                rows              | 1,234
                began (UTC)       | 2026-01-31 23:59:00
                SQL pool          | database d on h:1433
                Spark application | app
                left behind       | DROP TABLE x
                removed: abfss://f
                it is in use: DROP TABLE x
                Column when: 12 values are rounded to datetime, such as '2026-01-31 23:59:00.001'.
                It was undone.
                %sqlpool resume <id> takes away what a transfer has left behind.""");
    }

    @Test
    void saysThatThereIsNothing() {
        assertThat(text(new TransferReport("gc", List.of(), List.of(), List.of())))
                .isEqualTo("There was nothing to take away.");
        assertThat(text(new TransferReport("history", List.of(), List.of(), List.of())))
                .endsWith("No transfer is on record in the staging folder.");
    }

    private static String text(TransferReport report) {
        return String.valueOf(Reports.render(report).forms().get(MimeBundle.TEXT));
    }

    private static TransferRecord record(
            TransferId id,
            @Nullable String table,
            TransferState state,
            @Nullable String ended,
            @Nullable ErrorCode code,
            List<String> left) {
        return new TransferRecord(
                TransferRecord.VERSION,
                id,
                "write",
                table,
                "database d on h:1433",
                "app",
                "2026-01-31T23:59:00.000Z",
                ended,
                state,
                null,
                1234L,
                0,
                0,
                List.of(new TransferReceipt.PhaseDuration(Phase.STAGE, 3)),
                List.of(),
                code,
                left,
                List.of(new TransferReceipt.Loss("when", "rounded to datetime", 12, "2026-01-31 23:59:00.001")));
    }
}
