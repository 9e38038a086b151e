package dev.sluice.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {

    private final History history = new History();

    private JsonNode answer(String request) throws Exception {
        return history.answer(new ObjectMapper().readTree(request.replace('\'', '"')))
                .path("history");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                              | 1 2 3 4
            {'hist_access_type':'tail','n':2}                               | 3 4
            {'hist_access_type':'tail','n':0}                               | ``
            {'hist_access_type':'tail','n':-1}                              | ``
            {'hist_access_type':'tail','n':99}                              | 1 2 3 4
            {'hist_access_type':'tail','n':null}                            | 1 2 3 4
            {'hist_access_type':'range','session':0,'start':2,'stop':4}     | 2 3
            {'hist_access_type':'range','session':1,'start':3}              | 3 4
            {'hist_access_type':'range','session':2,'start':1}              | ``
            {'hist_access_type':'search','pattern':'a*'}                    | 1 3
            {'hist_access_type':'search','pattern':'a*','unique':true}      | 3
            {'hist_access_type':'search','pattern':'*','n':1}               | 4
            {'hist_access_type':'search'}                                   | 1 2 3 4
            """)
    void selectsLines(String request, String lines) throws Exception {
        history.add(new History.Entry(1, "ab", ""));
        history.add(new History.Entry(2, "b", "out"));
        history.add(new History.Entry(3, "ab", ""));
        history.add(new History.Entry(4, "c", ""));

        assertThat(StreamSupport.stream(answer(request).spliterator(), false)
                        .map(row -> row.get(1).asText()))
                .containsExactly(lines.isEmpty() ? new String[0] : lines.split(" "));
    }

    @Test
    void tellsOutputIfAsked() throws Exception {
        history.add(new History.Entry(7, "in", "out"));

        assertThat(answer("{'output':true}")).hasToString("[[1,7,[\"in\",\"out\"]]]");
        assertThat(answer("{'output':false}")).hasToString("[[1,7,\"in\"]]");
    }

    @Test
    void forgetsTheOldestBeyondItsCapacity() throws Exception {
        for (int line = 0; line <= 10_000; line++) {
            history.add(new History.Entry(line, "x", ""));
        }

        assertThat(answer("{}").size()).isEqualTo(10_000);
        assertThat(answer("{}").get(0).get(1).asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``      | ``     | true
            ``      | a      | false
            *       | ``     | true
            a?c     | abc    | true
            a?c     | ac     | false
            *b*     | abc    | true
            *bc     | abcbc  | true
            a*b*c   | aXbYc  | true
            a*b*c   | aXcYb  | false
            a       | A      | false
            a.c     | abc    | false
            ab**    | ab     | true
            """)
    void matchesWholeText(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"aé,0,0", "aé,2,2", "aé,3,2", "😀b,1,2", "😀b,2,3", "😀b,-1,0", "'',5,0"})
    void turnsCharactersIntoUnits(String code, int characters, int units) {
        assertThat(CodePoints.toUnits(code, characters)).isEqualTo(units);
        if (characters >= 0 && characters <= code.codePointCount(0, code.length())) {
            assertThat(CodePoints.fromUnits(code, units)).isEqualTo(characters);
        }
    }
}
