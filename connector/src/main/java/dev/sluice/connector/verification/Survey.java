package dev.sluice.connector.verification;

import java.util.List;

/**
 * What was measured of rows while they were staged: how many there are, what a SQL pool has to have room for, and which
 * values it or the target would change.
 *
 * @param facts one for each column, in order
 */
public record Survey(long rows, List<ColumnFacts> facts) {

    public Survey {
        facts = List.copyOf(facts);
    }
}
