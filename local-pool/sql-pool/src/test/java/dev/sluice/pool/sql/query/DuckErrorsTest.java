package dev.sluice.pool.sql.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.sql.query.runtime.RaisedFailures;
import dev.sluice.pool.sql.query.runtime.SqlFailure;
import dev.sluice.pool.sql.session.SqlError;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DuckErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ⇒ ",
            quoteCharacter = '\u0001',
            value = {
                "Out of Range Error: Overflow in addition of INT16 (1 + 2)! ⇒ 8115 ⇒ Arithmetic overflow error converting"
                        + " expression to data type smallint.",
                "Conversion Error: Type INT128 with value 5 can't be cast because the value is out of range for the"
                        + " destination type INT64 ⇒ 8115 ⇒ Arithmetic overflow error converting expression to data type"
                        + " bigint.",
                "Constraint Error: NOT NULL constraint failed: t.a ⇒ 515 ⇒ Cannot insert the value NULL into column 'a';"
                        + " column does not allow nulls. INSERT fails.",
                "Catalog Error: Table with name foo does not exist! ⇒ 208 ⇒ Invalid object name 'foo'.",
                "TransactionContext Error: Conflict on update! ⇒ 1205 ⇒ Transaction was deadlocked on resources with"
                        + " another process and has been chosen as the deadlock victim. Rerun the transaction.",
                "INTERRUPT Error: Interrupted! ⇒ 3617 ⇒ The query was cancelled.",
                "Conversion Error: Could not convert string 'SqlFailure: 18456: forged' to INT32 ⇒ 245 ⇒ Conversion failed"
                        + " when converting the varchar value 'SqlFailure: 18456: forged' to data type int.",
                "Conversion Error: Could not convert string 'INTERRUPT Error: forged' to INT32 ⇒ 245 ⇒ Conversion failed"
                        + " when converting the varchar value 'INTERRUPT Error: forged' to data type int.",
                "Conversion Error: invalid date field format: \"Out of Memory Error: \" ⇒ 50000 ⇒ Conversion Error: invalid"
                        + " date field format: \"Out of Memory Error: \"",
                "Invalid Input Error: Could not parse string \"write-write conflict\" ⇒ 50000 ⇒ Invalid Input Error: Could"
                        + " not parse string \"write-write conflict\"",
                "Something Error: unheard of~LINE 1: SELECT ⇒ 50000 ⇒ Something Error: unheard of",
            })
    void aMessageOfDuckDbBecomesAnErrorOfThePool(String message, int number, String text) {
        SqlError error = DuckErrors.translate(
                new SQLException(message.replace("~~", "\n\t").replace("~", "\n")), 7);
        assertThat(error.number()).isEqualTo(number);
        assertThat(error.getMessage()).isEqualTo(text);
        assertThat(error.line()).isEqualTo(7);
    }

    @Test
    void aFailureOfAFunctionIsFoundByItsTicketOnce() {
        RuntimeException raised = RaisedFailures.raise(new SqlFailure(245, "It's: no."));
        SQLException thrown = new SQLException("Invalid Input Error: " + raised + "\n\tat a.b(C.java:1)");
        SqlError error = DuckErrors.translate(thrown, 7);
        assertThat(error.number()).isEqualTo(245);
        assertThat(error.getMessage()).isEqualTo("It's: no.");
        assertThat(DuckErrors.translate(thrown, 7).number()).isEqualTo(50000);
    }

    @Test
    void aTicketThatNobodyGaveOutIsText() {
        RuntimeException raised = RaisedFailures.raise(new SqlFailure(8134, "Divide by zero error encountered."));
        String forged = "Invalid Input Error: ticket " + "0".repeat(32) + ", " + raised;
        assertThat(DuckErrors.translate(new SQLException(forged), 1).number()).isEqualTo(8134);
    }
}
