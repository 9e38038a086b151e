package dev.sluice.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionFormsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hash(order_id)      | hash(order_id)
            HASH( İd )          | hash(İd)
            hash([a b])         | hash(a b)
            hash( "a b" )       | hash(a b)
            hash([a]]b])        | hash(a]b)
            hash([[a]]])        | hash([[a]]])
            hash("a""b")        | hash(a"b)
            hash([ a])          | hash([ a])
            hash([a),(b])       | hash(a),(b)
            hash(a[1])          | hash(a[1])
            ROUND_ROBIN         | round_robin
            replicate           | replicate
            """)
    void readsDistribution(String text, String written) {
        assertThat(Distribution.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hash([a b)          | Invalid column '[a b': missing closing ]. Write one column, in brackets where it needs them
            hash([a], b)        | Invalid column '[a], b': something follows its closing ]. Write one column, in brackets where it needs them
            hash([])            | Invalid column '[]': it is empty. Write one column, in brackets where it needs them
            hash("a)            | Invalid column '"a': missing closing ". Write one column, in brackets where it needs them
            hash( )             | Invalid column ' ': it is empty. Write one column, in brackets where it needs them
            """)
    void refusesAColumnThatIsNotOneName(String text, String why) {
        assertThatThrownBy(() -> Distribution.parse(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
        assertThatThrownBy(() -> TableIndex.parse(text.replace("hash", "clustered")))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b", " a ", "[a]", "]", "a]", "\"", "\"a\"", "a),(b", "İ"})
    void readsBackTheColumnThatItWrites(String column) {
        assertThat(Distribution.parse(new Distribution.Hash(column).toString()))
                .isEqualTo(new Distribution.Hash(column));
        assertThat(TableIndex.parse(new TableIndex.Clustered(column).toString()))
                .isEqualTo(new TableIndex.Clustered(column));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash", "hash()", "hash(a", "random", ""})
    void refusesOtherDistribution(String text) {
        assertThatThrownBy(() -> Distribution.parse(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid distribution '" + text + "': use hash(column), round_robin or replicate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            columnstore         | columnstore
            HEAP                | heap
            Clustered(a b)      | clustered(a b)
            Clustered([a b])    | clustered(a b)
            clustered( ["a"] )  | clustered(["a"])
            """)
    void readsIndex(String text, String written) {
        assertThat(TableIndex.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clustered", "clustered()", "clustered(a", "btree"})
    void refusesOtherIndex(String text) {
        assertThatThrownBy(() -> TableIndex.parse(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid index '" + text + "': use columnstore, heap or clustered(column)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            file:/run/secrets/a:b | FILE | /run/secrets/a:b
            env:SQL_PASSWORD      | ENV  | SQL_PASSWORD
            conf:spark.my.secret  | CONF | spark.my.secret
            """)
    void readsSecretReference(String text, SecretReference.Store store, String key) {
        assertThat(SecretReference.parse(text)).isEqualTo(new SecretReference(store, key));
        assertThat(SecretReference.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Passw0rd!", "file:", ":x", "FILE:x", "http://x"})
    void refusesSecretItselfAndDoesNotRepeatIt(String text) {
        assertThatThrownBy(() -> SecretReference.parse(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Invalid secret: write where it is found, as file:PATH, env:NAME or conf:KEY, never the secret "
                                + "itself");
    }

    @Test
    void readsWordsInLowerCaseUnderAnyLocale() {
        assertThat(SaveMode.parse("ignore")).isEqualTo(SaveMode.IGNORE);
        assertThat(TableType.parse("internal")).isEqualTo(TableType.INTERNAL);
        assertThat(AuthMethod.parse("aad")).isEqualTo(AuthMethod.AAD);
        assertThat(Verification.parse("checksum")).hasToString("checksum");
        assertThat(LossPolicy.parse("allow")).hasToString("allow");
        assertThat(LoadMethod.parse("copy")).hasToString("copy");
        assertThat(Phase.parse("publish")).hasToString("publish");
    }

    @Test
    void refusesOtherWordAndNamesTheKnownOnes() {
        assertThatThrownBy(() -> SaveMode.parse("replace"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid mode 'replace': use one of error, append, overwrite, ignore");
    }

    @Test
    void saysWhoCanActOnFailure() {
        assertThat(ErrorCode.TABLE_EXISTS.origin()).isEqualTo(ErrorCode.Origin.USER);
        assertThat(ErrorCode.STORAGE_UNREACHABLE.origin()).isEqualTo(ErrorCode.Origin.SERVICE);
    }
}
