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
 */
public record SurveyedColumn(boolean instant, @Nullable PoolType target, CodePage codePage) {

    public SurveyedColumn {
        requireNonNull(codePage, "codePage");
    }
}
