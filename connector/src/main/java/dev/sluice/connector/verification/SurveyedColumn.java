package dev.sluice.connector.verification;

import static java.util.Objects.requireNonNull;

import dev.sluice.connector.type.CodePage;
import dev.sluice.connector.type.PoolType;
import org.jspecify.annotations.Nullable;

/**
 * What a survey has to know of a staged column.
 *
 * @param instant whether its timestamps were instants, of which staging keeps what clocks show
 * @param target type of the table's column that it goes into, or null if the table is made for it
 * @param codePage code page of that column
 * @param original name of the column that has its moments as they were before they were rounded for the files, or null if
 *     they were not; it is not staged itself
 */
public record SurveyedColumn(
        boolean instant,
        @Nullable PoolType target,
        CodePage codePage,
        @Nullable String original) {

    public SurveyedColumn {
        requireNonNull(codePage, "codePage");
    }
}
