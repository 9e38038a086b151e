package dev.sluice.magics.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SqlStatementsTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                text("SELECT 1", "SELECT 1"),
                text("SELECT 1;", "SELECT 1"),
                text("SELECT 1;\n;  SELECT 2 ;-- done\n", "SELECT 1", "SELECT 2"),
                text("SELECT ';', \";\", `;`; SELECT 2", "SELECT ';', \";\", `;`", "SELECT 2"),
                text("SELECT 'a\\';b'; x", "SELECT 'a\\';b'", "x"),
                text("-- a;b\nSELECT 1 /* c;d */; /* e; */", "-- a;b\nSELECT 1 /* c;d */"),
                text("SELECT 'open ;", "SELECT 'open ;"),
                text("SELECT /* open ;", "SELECT /* open ;"),
                text("-- nothing"),
                text(""));
    }

    private static Arguments text(String text, String... statements) {
        return Arguments.of(text, List.of(statements));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void splitsAtSemicolons(String text, List<String> statements) {
        assertThat(SqlStatements.split(text)).isEqualTo(statements);
    }
}
