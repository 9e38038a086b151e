package dev.sluice.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class TableNameRoundTripTest {

    @Property
    void parseReadsBackWhatToSqlWrites(
            @ForAll @StringLength(min = 1, max = 128) @Chars({'[', ']', '"', '.', ' ', 'a'}) String schema,
            @ForAll @StringLength(min = 1, max = 128) @CharRange(from = '\u0001', to = '\uffff') String table) {
        TableName name = new TableName("pool", schema, table);

        assertThat(TableName.parse(name.toSql())).isEqualTo(name);
    }
}
