package dev.sluice.connector.sql;

/** Says what is wrong with a T-SQL text and where. The one who knows whose text it is says so to the user. */
final class TsqlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TsqlException(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
