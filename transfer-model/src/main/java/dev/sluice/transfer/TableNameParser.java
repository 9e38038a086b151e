package dev.sluice.transfer;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** Reads one table name, left to right. Used once: {@code position} is where the next unread character is. */
final class TableNameParser {

    private final String text;
    private int position;

    private TableNameParser(String text) {
        this.text = requireNonNull(text, "text");
    }

    static TableName parse(String text) {
        List<String> parts = new TableNameParser(text).readParts();
        return switch (parts.size()) {
            case 1 -> new TableName(null, TableName.DEFAULT_SCHEMA, parts.get(0));
            case 2 -> new TableName(null, parts.get(0), parts.get(1));
            case 3 -> new TableName(parts.get(0), parts.get(1), parts.get(2));
            default -> throw cannotParse(text, parts.size() + " parts, at most 3 are allowed");
        };
    }

    private List<String> readParts() {
        List<String> parts = new ArrayList<>();
        parts.add(readPart());
        while (position < text.length()) {
            if (text.charAt(position) != '.') {
                throw cannotParse(text, "expected '.' at position " + position);
            }
            position++;
            parts.add(readPart());
        }
        return parts;
    }

    private String readPart() {
        if (position == text.length()) {
            throw cannotParse(text, "a part is missing at position " + position);
        }
        return switch (text.charAt(position)) {
            case '[' -> readDelimitedPart(']');
            case '"' -> readDelimitedPart('"');
            default -> readRegularPart();
        };
    }

    private String readDelimitedPart(char closing) {
        int opening = position;
        StringBuilder part = new StringBuilder();
        for (position++; position < text.length(); position++) {
            char current = text.charAt(position);
            if (current != closing) {
                part.append(current);
            } else if (position + 1 < text.length() && text.charAt(position + 1) == closing) {
                part.append(closing);
                position++;
            } else {
                position++;
                return part.toString();
            }
        }
        throw cannotParse(text, "missing closing " + closing + " for position " + opening);
    }

    private String readRegularPart() {
        int start = position;
        while (position < text.length() && isRegular(text.charAt(position), position == start)) {
            position++;
        }
        if (position == start) {
            throw cannotParse(text, "position " + position + " needs brackets, as in [name]");
        }
        return text.substring(start, position);
    }

    private static boolean isRegular(char character, boolean first) {
        return Character.isLetter(character)
                || character == '_'
                || character == '#'
                || (!first && (Character.isDigit(character) || character == '@' || character == '$'));
    }

    private static InvalidTableNameException cannotParse(String text, String reason) {
        return new InvalidTableNameException("Cannot parse table name '" + text + "': " + reason);
    }
}
