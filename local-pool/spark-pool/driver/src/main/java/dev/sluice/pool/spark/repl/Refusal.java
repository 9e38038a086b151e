package dev.sluice.pool.spark.repl;

import java.util.List;

/** Stands in for a language the pool does not have: every statement ends in the same error. */
final class Refusal implements Interpreter {

    private final String reason;

    Refusal(String reason) {
        this.reason = reason;
    }

    @Override
    public Outcome run(int statement, String code) {
        return Outcome.Failure.of("InterpreterError", reason);
    }

    @Override
    public List<String> complete(String code, int cursor) {
        return List.of();
    }
}
