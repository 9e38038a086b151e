package dev.sluice.connector.transfer;

import static dev.sluice.connector.failure.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.jdbc.DescribedColumn;
import dev.sluice.connector.sql.DedicatedPool;
import dev.sluice.connector.sql.Layout;
import dev.sluice.connector.sql.Permission;
import dev.sluice.connector.sql.Placement;
import dev.sluice.connector.sql.Storage;
import dev.sluice.connector.sql.TableStatistics;
import dev.sluice.connector.type.CodePage;
import dev.sluice.transfer.Distribution;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.LoadMethod;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TableIndex;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import dev.sluice.transfer.WriteTarget;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the local pool cannot make is kept or refused all the same. */
final class TableLossesTest {

    private static final TableName TABLE = TableName.parse("dbo.t");
    private static final Permission TABLE_WIDE = new Permission(Permission.State.GRANT, "SELECT", "readers", null);

    private static final Target FULL = target(
            Map.of("b", new ColumnTraits(false, false, true, CodePage.LATIN, "Latin1_General_BIN2")),
            new Attachments(
                    List.of(TABLE_WIDE, new Permission(Permission.State.DENY, "SELECT", "readers", "B")),
                    false,
                    List.of(new TableStatistics("s", List.of("a", "B"), null)),
                    List.of("i_b", "pk"),
                    "a",
                    List.of()));

    private static Target target(Map<String, ColumnTraits> traits, Attachments attachments) {
        return new Target(
                false,
                List.of(
                        new DescribedColumn("a", "int", 10, 0, true),
                        new DescribedColumn("b", "nvarchar", 10, 0, true)),
                new Layout(new Placement.Hash(List.of("a", "b")), new Storage.Columnstore(List.of("b"))),
                traits,
                attachments);
    }

    private static TransferRequest.Write overwrite(@Nullable Distribution distribution, @Nullable TableIndex index) {
        return new TransferRequest.Write(
                TransferId.create(),
                PoolAddress.CONFIGURED,
                "df",
                List.of(),
                new WriteTarget(
                        TABLE,
                        SaveMode.OVERWRITE,
                        TableType.INTERNAL,
                        null,
                        distribution,
                        index,
                        null,
                        LoadMethod.POLYBASE,
                        LossPolicy.REFUSE,
                        false),
                null,
                Hooks.NONE,
                Verification.COUNT,
                null);
    }

    @Test
    void namesAllOfThem() {
        assertThat(TableLosses.of(overwrite(null, null), FULL, List.of("A", "c"), false))
                .containsExactly(
                        "the mask of column b",
                        "the distribution by column b",
                        "the clustered index on column b",
                        "the index i_b, pk",
                        "the partitions by column a",
                        "the statistics s on column B",
                        "the permissions on column B",
                        "permissions of others that this login does not see, for want of VIEW DEFINITION in the database");
    }

    @Test
    void losesNothingThatIsMadeAgainOrAskedFor() {
        Attachments attachments = new Attachments(
                FULL.attachments().permissions(), true, FULL.attachments().statistics(), List.of(), null, List.of());
        Target target = target(Map.of(), attachments);

        assertThat(TableLosses.of(overwrite(null, null), target, List.of("B", "a"), false))
                .isEmpty();
        assertThat(TableLosses.of(
                        overwrite(new Distribution.RoundRobin(), new TableIndex.Heap()),
                        target(Map.of(), Attachments.NONE),
                        List.of("x"),
                        true))
                .isEmpty();
        assertThat(attachments.madeAgain(new DedicatedPool(), TABLE))
                .containsExactly(
                        "CREATE STATISTICS [s] ON [dbo].[t] ([a], [B])",
                        "GRANT SELECT ON [dbo].[t] TO [readers]",
                        "DENY SELECT ([B]) ON [dbo].[t] TO [readers]");
    }

    @Test
    void switchesOnlyWhatAnotherTableCanBeMadeLike() {
        assertThat(target(Map.of(), Attachments.NONE).isSwitchable()).isTrue();
        assertThat(FULL.isSwitchable()).isFalse();
        assertThat(target(FULL.traits(), Attachments.NONE).isSwitchable()).isFalse();
        assertThat(target(Map.of(), FULL.attachments()).isSwitchable()).isFalse();
    }

    @Test
    void saysWhatKeepsAColumnFromLengthening() {
        assertThat(FULL.keepsFromLengthening("B"))
                .containsExactly(
                        "the table is distributed by it",
                        "the columnstore index is ordered by it",
                        "the statistics s are on it");
        assertThat(FULL.keepsFromLengthening("a")).contains("the table is parted by it");
        assertThat(FULL.keepsFromLengthening("c")).isEmpty();
    }

    @Test
    void refusesATableWhoseRowsAreFiltered() {
        Attachments filtered = new Attachments(List.of(), true, List.of(), List.of(), null, List.of("p", "q"));

        assertThatThrownBy(() -> TableLosses.refusePolicies(overwrite(null, null), target(Map.of(), filtered)))
                .hasMessage(message(
                        "Cannot overwrite table [dbo].[t]",
                        "The security policy p, q filters its rows: those that this login does not see would stay, or the"
                                + " policy be lost",
                        "Drop the policy first and make it again afterwards, or use mode append"));
        assertThatCode(() -> TableLosses.refusePolicies(overwrite(null, null), FULL))
                .doesNotThrowAnyException();
    }
}
