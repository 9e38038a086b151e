package dev.sluice.connector.verification;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.type.PoolTypes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DigestTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "é€", "😀|x", "\u0000"})
    void hashesATextAsHashbytesDoes(String text) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_16LE));

        assertThat(Canonical.hash(text)).isEqualTo(ByteBuffer.wrap(digest).getLong());
    }

    @Test
    void hashesNoNull() {
        assertThat(Canonical.hash((String) null)).isNull();
    }

    /** Sixteen columns are hashed at once, so that no more than 8000 bytes are; the hashes of more are hashed. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "16, 1", "17, 3", "32, 3", "33, 4", "1024, 65"})
    void hashesSixteenColumnsAtOnce(int columns, int hashes) {
        ValueText text = ValueText.of("c", DataTypes.IntegerType, "[c]", PoolTypes.type("int"));

        assertThat(Digest.table(Collections.nCopies(columns, text)).split("HASHBYTES", -1))
                .hasSize(hashes + 1);
    }

    @Test
    void sumsBothHalvesOfAHash() {
        assertThat(Digest.sums("h"))
                .isEqualTo(List.of(
                        "COALESCE(SUM(CAST(CONVERT(int, SUBSTRING(h, 1, 4)) AS bigint)), 0)",
                        "COALESCE(SUM(CAST(CONVERT(int, SUBSTRING(h, 5, 4)) AS bigint)), 0)"));
    }

    @Test
    void quotesNamesForBothEnds() {
        ValueText text = ValueText.of("a`b", DataTypes.IntegerType, "[a`b]", PoolTypes.type("int"));

        assertThat(text.frame()).hasToString("coalesce(CAST(a`b AS STRING), )");
        assertThat(text.table()).isEqualTo("[a`b]");
    }

    /** A short text stands for itself, a longer one is hashed; how long a column may be changes the pool's side only. */
    @Test
    void writesTheSameTextOfAColumnWhateverLengthItHas() {
        ValueText narrow = ValueText.of("c", DataTypes.StringType, "[c]", PoolTypes.type("nvarchar(200)"));
        ValueText wide = ValueText.of("c", DataTypes.StringType, "[c]", PoolTypes.type("nvarchar(max)"));

        assertThat(narrow.frame()).isEqualTo(wide.frame());
        assertThat(narrow.table()).isEqualTo("CAST(DATALENGTH([c]) AS nvarchar(10)) + N':' + [c]");
        assertThat(wide.table())
                .isEqualTo("CASE WHEN DATALENGTH([c]) <= 400 THEN CAST(DATALENGTH([c]) AS nvarchar(10)) + N':' +"
                        + " CAST([c] AS nvarchar(200)) ELSE CONVERT(nvarchar(32), HASHBYTES('MD5', [c]), 2) END");
    }
}
