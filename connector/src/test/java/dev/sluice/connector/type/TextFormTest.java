package dev.sluice.connector.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextFormTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "uniqueidentifier|6F9619FF-8B86-D011-B42D-00C04FC964FF|true",
                "uniqueidentifier|6f9619ff-8b86-d011-b42d-00c04fc964ff|true",
                "uniqueidentifier|{6F9619FF-8B86-D011-B42D-00C04FC964FF}|true",
                "uniqueidentifier|{6F9619FF-8B86-D011-B42D-00C04FC964FF|false",
                "uniqueidentifier|~6F9619FF-8B86-D011-B42D-00C04FC964FF ~|false",
                "uniqueidentifier|6F9619FF-8B86-D011-B42D-00C04FC964F|false",
                "uniqueidentifier|6F9619FF8B86D011B42D00C04FC964FF|false",
                "uniqueidentifier|~~|false",
                "time(7)|00:00|true",
                "time(7)|1:02:03|true",
                "time(7)|23:59:59.9999999|true",
                "time(7)|23:59:59.99999990|false",
                "time(7)|24:00:00|false",
                "time(7)|12:60|false",
                "time(7)|12:00 PM|false",
                "time(7)|12:00:00.|false",
                "time(3)|12:00:00.123|true",
                "time(3)|12:00:00.1230000|true",
                "time(3)|12:00:00.1234|false",
                "time(0)|12:00:00.000|true",
                "time(0)|12:00:00.1|false",
            })
    void takesTextsThatAreNeitherCutNorRounded(String type, String text, boolean taken) {
        Pattern pattern = Pattern.compile(TextForm.of(PoolTypes.type(type)).pattern());

        assertThat(pattern.matcher(text).find()).isEqualTo(taken);
        assertThat(pattern.matcher(text + "\n").find()).isFalse();
    }

    @Test
    void asksNothingOfTextsThatStayTexts() {
        assertThat(TextForm.of(PoolTypes.type("nvarchar(5)")).isAny()).isTrue();
        assertThat(TextForm.of(PoolTypes.type("time(2)")).shown()).isEqualTo("hh:mm:ss.ff");
        assertThat(TextForm.of(PoolTypes.type("time(0)")).shown()).isEqualTo("hh:mm:ss");
    }
}
