package dev.sluice.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            orders                   | [dbo].[orders]
            sales.orders             | [sales].[orders]
            other.sales.orders       | [other].[sales].[orders]
            [order items]            | [dbo].[order items]
            [a.b].[c]                | [a.b].[c]
            "a.b"."c"                | [a.b].[c]
            [odd]]name]              | [dbo].[odd]]name]
            "say ""hi\"""            | [dbo].[say "hi"]
            #temp_1                  | [dbo].[#temp_1]
            a1@b$c                   | [dbo].[a1@b$c]
            _tablo_İ                 | [dbo].[_tablo_İ]
            """)
    void parsesNameAndWritesItAsSql(String text, String sql) {
        assertThat(TableName.parse(text).toSql()).isEqualTo(sql);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``           | Cannot parse table name '': a part is missing at position 0
            sales.       | Cannot parse table name 'sales.': a part is missing at position 6
            sales..o     | Cannot parse table name 'sales..o': position 6 needs brackets, as in [name]
            1st          | Cannot parse table name '1st': position 0 needs brackets, as in [name]
            $a           | Cannot parse table name '$a': position 0 needs brackets, as in [name]
            order items  | Cannot parse table name 'order items': expected '.' at position 5
            [a]b         | Cannot parse table name '[a]b': expected '.' at position 3
            a.[b         | Cannot parse table name 'a.[b': missing closing ] for position 2
            "a           | Cannot parse table name '"a': missing closing " for position 0
            a.b.c.d      | Cannot parse table name 'a.b.c.d': 4 parts, at most 3 are allowed
            o]; DROP     | Cannot parse table name 'o]; DROP': expected '.' at position 1
            []           | Invalid table name: empty
            """)
    void rejectsTextThatIsNoName(String text, String message) {
        assertThatThrownBy(() -> TableName.parse(text))
                .isExactlyInstanceOf(InvalidTableNameException.class)
                .hasMessage(message);
    }

    @Test
    void leavesDatabaseOutOfNameInDatabase() {
        assertThat(TableName.parse("pool.sales.orders").toSqlInDatabase()).isEqualTo("[sales].[orders]");
    }

    @Test
    void acceptsPartOfMaximalLength() {
        String longest = "t".repeat(TableName.MAX_PART_LENGTH);

        assertThat(new TableName(null, "dbo", longest).table()).isEqualTo(longest);
    }

    @Test
    void rejectsPartBeyondMaximalLength() {
        assertThatThrownBy(() -> new TableName(null, "s".repeat(129), "orders"))
                .isExactlyInstanceOf(InvalidTableNameException.class)
                .hasMessage("Invalid schema name: 129 characters long, at most 128 are allowed");
    }

    @Test
    void rejectsNulCharacter() {
        assertThatThrownBy(() -> new TableName("\0pool", "dbo", "orders"))
                .isExactlyInstanceOf(InvalidTableNameException.class)
                .hasMessage("Invalid database name: contains a NUL character");
    }

    @Test
    void keepsCaseApart() {
        assertThat(TableName.parse("Orders")).isNotEqualTo(TableName.parse("orders"));
    }

    @Test
    void printsItselfAsSql() {
        assertThat(new TableName("pool", "dbo", "orders")).hasToString("[pool].[dbo].[orders]");
    }
}
