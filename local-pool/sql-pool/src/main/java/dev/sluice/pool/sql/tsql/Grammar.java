package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;

/** The parsers of one batch. They share the tokens and call one another, as the grammar does. */
final class Grammar {

    final Tokens tokens;
    final TypeParser types;
    final ExpressionParser expressions;
    final CallParser calls;
    final QueryParser queries;
    final SourceParser sources;
    final StatementParser statements;
    final ChangeParser changes;
    final CopyParser copies;
    final DefinitionParser definitions;
    final TableParser tables;
    final ExternalParser externals;
    final OptionParser options;
    final ControlParser controls;
    final SecurityParser securities;

    Grammar(String batch) throws SqlError {
        this.tokens = new Tokens(batch);
        this.types = new TypeParser(tokens);
        this.expressions = new ExpressionParser(this);
        this.calls = new CallParser(this);
        this.queries = new QueryParser(this);
        this.sources = new SourceParser(this);
        this.statements = new StatementParser(this);
        this.changes = new ChangeParser(this);
        this.copies = new CopyParser(this);
        this.definitions = new DefinitionParser(this);
        this.tables = new TableParser(this);
        this.externals = new ExternalParser(this);
        this.options = new OptionParser(tokens);
        this.controls = new ControlParser(this);
        this.securities = new SecurityParser(tokens);
    }
}
