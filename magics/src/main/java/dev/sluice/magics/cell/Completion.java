package dev.sluice.magics.cell;

import java.util.List;

/**
 * What the text between two positions can be replaced by.
 *
 * @param start first position that is replaced, in UTF-16 units
 * @param end position after the last one that is replaced
 */
public record Completion(List<String> matches, int start, int end) {
    public Completion {
        matches = List.copyOf(matches);
    }
}
