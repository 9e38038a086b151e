package dev.sluice.connector.type;

import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Code page of the texts in a {@code char} or {@code varchar} column. What it lacks becomes a question mark or a similar
 * letter in a SQL pool, without a word.
 *
 * @param number as {@code COLLATIONPROPERTY(..., 'CodePage')} gives it; of an unknown one, only ASCII is sure to be there
 */
public record CodePage(int number) {

    /** The code page of the default collation, {@code SQL_Latin1_General_CP1_CI_AS}. */
    public static final CodePage LATIN = new CodePage(1252);

    private static final int UTF8 = 65001;

    /** Returns the number of bytes that a text takes, with one for each character that the code page lacks. In the executors. */
    public Column bytes(Column text) {
        Column length = length(text);
        return greatest(length, lit(-1).minus(length));
    }

    /** Returns whether the code page lacks a character of a text. In the executors. */
    public Column lacks(Column text) {
        return length(text).lt(0);
    }

    private Column length(Column text) {
        return udf(new Length(charset()), DataTypes.IntegerType).apply(text);
    }

    /** Returns the name of the Java charset. */
    String charset() {
        String name = switch (number) {
            case UTF8 -> "UTF-8";
            case 437, 850 -> "IBM" + number;
            case 932 -> "windows-31j";
            case 936 -> "GBK";
            case 874, 949, 950 -> "x-windows-" + number;
            default -> "windows-" + number;
        };
        return Charset.isSupported(name) ? name : StandardCharsets.US_ASCII.name();
    }

    @Override
    public String toString() {
        return "code page " + number;
    }

    /** Counts the bytes of a text; one less than minus their number if characters are lacking. Travels to the executors. */
    record Length(String charset) implements UDF1<@Nullable String, @Nullable Integer>, Serializable {

        @Override
        public @Nullable Integer call(@Nullable String text) {
            if (text == null) {
                return null;
            }
            Charset page = Charset.forName(charset);
            byte[] bytes = text.getBytes(page);
            return new String(bytes, page).equals(text) ? bytes.length : -1 - bytes.length;
        }
    }
}
