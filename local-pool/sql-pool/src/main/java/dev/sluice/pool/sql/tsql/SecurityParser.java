package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Security.Membership;
import dev.sluice.pool.sql.tsql.Security.PermissionVerb;
import dev.sluice.pool.sql.tsql.Security.PrincipalKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads statements about principals and permissions. */
final class SecurityParser {

    private final Tokens tokens;

    SecurityParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Reads the rest of CREATE USER, LOGIN or ROLE. */
    Statement createPrincipal(Position at) throws SqlError {
        if (tokens.accept("role")) {
            String name = tokens.name();
            if (tokens.accept("authorization")) {
                tokens.name();
            }
            return new Security.CreatePrincipal(PrincipalKind.ROLE, name, null, at);
        }
        PrincipalKind kind = tokens.accept("login") ? PrincipalKind.LOGIN : PrincipalKind.USER;
        if (kind == PrincipalKind.USER) {
            tokens.expect("user");
        }
        String name = tokens.name();
        if (tokens.accept("from", "external", "provider") || tokens.accept("without", "login")) {
            withDefaultSchema();
            return new Security.CreatePrincipal(kind, name, null, at);
        }
        if (tokens.accept("for") || tokens.accept("from")) {
            tokens.expect("login");
            tokens.name();
            withDefaultSchema();
            return new Security.CreatePrincipal(kind, name, null, at);
        }
        Secret password = null;
        if (tokens.accept("with", "password")) {
            tokens.expectSymbol("=");
            password = new Secret(tokens.string());
        } else {
            withDefaultSchema();
        }
        return new Security.CreatePrincipal(kind, name, password, at);
    }

    private void withDefaultSchema() throws SqlError {
        if (tokens.accept("with", "default_schema")) {
            tokens.expectSymbol("=");
            tokens.name();
        }
    }

    /** Reads the rest of ALTER ROLE. */
    Statement alterRole(Position at) throws SqlError {
        String role = tokens.name();
        Membership change = tokens.accept("add") ? Membership.ADD : Membership.DROP;
        if (change == Membership.DROP) {
            tokens.expect("drop");
        }
        tokens.expect("member");
        return new Security.AlterRole(role, change, tokens.name(), at);
    }

    /** Reads GRANT, DENY or REVOKE. */
    Statement permission() throws SqlError {
        Token first = tokens.take();
        PermissionVerb verb = PermissionVerb.valueOf(first.upper());
        if (verb == PermissionVerb.REVOKE) {
            tokens.accept("grant", "option", "for");
        }
        List<String> permissions = new ArrayList<>();
        do {
            permissions.add(permissionName());
        } while (tokens.acceptSymbol(","));
        String securableClass = null;
        ObjectName securable = null;
        if (tokens.accept("on")) {
            securableClass = securableClass();
            securable = tokens.objectName();
        }
        if (verb == PermissionVerb.REVOKE && tokens.accept("from")) {
            return permission(first, verb, permissions, securableClass, securable);
        }
        tokens.expect("to");
        return permission(first, verb, permissions, securableClass, securable);
    }

    private Statement permission(
            Token first,
            PermissionVerb verb,
            List<String> permissions,
            @Nullable String securableClass,
            @Nullable ObjectName securable)
            throws SqlError {
        List<String> principals = new ArrayList<>();
        do {
            principals.add(tokens.accept("public") ? "public" : tokens.name());
        } while (tokens.acceptSymbol(","));
        tokens.accept("with", "grant", "option");
        tokens.accept("cascade");
        return new Security.Permission(verb, permissions, securableClass, securable, principals, first.at());
    }

    private String permissionName() throws SqlError {
        StringBuilder name = new StringBuilder();
        while (tokens.peek().kind() == Token.Kind.WORD
                && !tokens.ahead("on")
                && !tokens.ahead("to")
                && !tokens.ahead("from")) {
            name.append(name.isEmpty() ? "" : " ").append(tokens.take().upper());
        }
        if (name.isEmpty()) {
            throw tokens.unexpected();
        }
        return name.toString();
    }

    /** Reads {@code SCHEMA ::} and its like if there. */
    private @Nullable String securableClass() {
        int words = 0;
        while (tokens.peek(words).kind() == Token.Kind.WORD) {
            words++;
        }
        if (words == 0 || !tokens.peek(words).symbol("::")) {
            return null;
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < words; i++) {
            name.append(i == 0 ? "" : " ").append(tokens.take().upper());
        }
        tokens.take();
        return name.toString();
    }
}
