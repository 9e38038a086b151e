package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class LivyTableTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void eachKindOfValueHasItsTable() throws JsonProcessingException {
        String[][] tables = {
            {"1", "[BIGINT_TYPE 0] [[1]]"},
            {"[1.5,2.5]", "[DOUBLE_TYPE 0] [[1.5],[2.5]]"},
            {"[[1,'a'],[2,'b']]", "[BIGINT_TYPE 0, STRING_TYPE 1] [[1,'a'],[2,'b']]"},
            {"[{'b':true,'a':null}]", "[NULL_TYPE a, BOOLEAN_TYPE b] [[null,true]]"},
            {"[[[1,2],{'k':'v'}]]", "[ARRAY_TYPE 0, MAP_TYPE 1] [[[1,2],{'k':'v'}]]"},
            {"[]", "[] []"},
            {"[[[],1]]", "[ARRAY_TYPE 0, BIGINT_TYPE 1] [[[],1]]"},
        };
        for (String[] table : tables) {
            assertThat(shown(table[0])).as(table[0]).isEqualTo(table[1].replace('\'', '"'));
        }
    }

    @Test
    void columnsAreOrderedAsNumbers() throws JsonProcessingException {
        assertThat(shown("[[0,1,2,3,4,5,6,7,8,9,10]]")).endsWith("BIGINT_TYPE 10] [[0,1,2,3,4,5,6,7,8,9,10]]");
    }

    @Test
    void rowsThatDifferInTypeAreRefused() throws JsonProcessingException {
        for (String mixed :
                new String[] {"[1,'a']", "[[1],[true]]", "[[[1,'a']]]", "[[{'a':1,'b':'x'}]]", "[[[[1,'a']]]]"}) {
            assertThat(LivyTable.of(MAPPER.readTree(mixed.replace('\'', '"'))))
                    .as(mixed)
                    .isEqualTo(Outcome.Failure.of("TypeError", "table rows have different types"));
        }
    }

    private static String shown(String value) throws JsonProcessingException {
        Outcome outcome = LivyTable.of(MAPPER.readTree(value.replace('\'', '"')));
        var table = ((Outcome.Success) outcome).data().path(Outcome.TABLE);
        StringBuilder headers = new StringBuilder();
        table.path("headers")
                .forEach(header -> headers.append(headers.length() == 0 ? "" : ", ")
                        .append(header.path("type").asText())
                        .append(' ')
                        .append(header.path("name").asText()));
        return "[" + headers + "] " + table.path("data");
    }
}
