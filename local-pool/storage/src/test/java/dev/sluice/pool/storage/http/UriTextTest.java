package dev.sluice.pool.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pool.storage.error.DfsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UriTextTest {

    @ParameterizedTest
    @CsvSource({
        "/lake/a, /lake/a",
        "/lake/k%3Dv%20x, /lake/k=v x",
        "/lake/a+b, /lake/a+b",
        "/lake/%2541, /lake/%41",
        "/lake/%c3%BC, /lake/ü",
        "/lake/%F0%9F%98%80, /lake/😀",
        "/lake/ü, /lake/ü"
    })
    void decodesPaths(String raw, String decoded) {
        assertThat(UriText.decodedPath(raw)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @CsvSource({
        "/a%, '/a%' has a broken percent code.",
        "/a%4, '/a%4' has a broken percent code.",
        "/a%zz, '/a%zz' has a broken percent code.",
        "/a%ff, '/a%ff' is not UTF-8.",
        "/a%c0%af, '/a%c0%af' is not UTF-8."
    })
    void refusesBrokenPaths(String raw, String detail) {
        assertThatThrownBy(() -> UriText.decodedPath(raw))
                .isInstanceOf(DfsException.class)
                .hasMessage("The request URI is invalid. " + detail);
    }

    @Test
    void decodesQueries() {
        assertThat(UriText.decodedQuery("a=1&b=x%20y+z&c&d=&=lost&e=1=2"))
                .isEqualTo(Map.of("a", "1", "b", "x y z", "c", "", "d", "", "e", "1=2"));
        assertThat(UriText.decodedQuery(null)).isEmpty();
        assertThat(UriText.decodedQuery("")).isEmpty();
    }

    @Test
    void refusesABrokenQuery() {
        assertThatThrownBy(() -> UriText.decodedQuery("a=%zz"))
                .isInstanceOf(DfsException.class)
                .hasMessage("The request URI is invalid. A percent code of the query is broken.");
    }
}
