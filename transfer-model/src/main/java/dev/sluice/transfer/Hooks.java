package dev.sluice.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * T-SQL of the user around a transfer.
 *
 * @param pre runs before anything is looked at
 * @param post runs after the rows are there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hooks(@Nullable String pre, @Nullable String post) {

    /** Nothing runs. */
    public static final Hooks NONE = new Hooks(null, null);
}
