package dev.sluice.pool.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.pool.identity.secret.OwnerOnlyFiles;
import dev.sluice.pool.identity.secret.Secret;
import dev.sluice.pool.identity.service.CrossSiteCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Lets only the pool's owner pass to Livy. It stands before all that Livy serves, its pages and metrics too.
 *
 * <pre>
 * request of another site's page --> 403
 *   no or another login          --> 401, asks for HTTP Basic (RFC 7617)
 *     change without X-Requested-By --> 400 by Livy's own filter (livy.server.csrf-protection.enabled)
 *       Livy
 * </pre>
 *
 * <p>The third step is for a browser that keeps the login: it would send it along with a form of another site's page, and
 * the header is one that such a form cannot have.
 *
 * <p>Livy makes it by name ({@code livy.server.auth.TYPE.class}) and hands it {@value #USER} and {@value #PASSWORD_FILE}.
 */
public final class OwnerLoginFilter implements Filter {

    static final String USER = "user";
    static final String PASSWORD_FILE = "passwordFile";

    private static final String BASIC = "basic ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CrossSiteCheck crossSite = new CrossSiteCheck("http", Set.of());
    private @Nullable Login login;

    /** Made by Livy. */
    public OwnerLoginFilter() {}

    /** What a request has to show: user, colon, password. */
    private record Login(String user, String passwordFile, Secret pair) {}

    @Override
    public void init(FilterConfig settings) throws ServletException {
        String user = setting(settings, USER);
        String file = setting(settings, PASSWORD_FILE);
        try {
            Secret password = OwnerOnlyFiles.read(Path.of(file));
            login = new Login(user, file, new Secret(user + ':' + password.value()));
        } catch (IOException e) {
            throw new ServletException("Cannot read the password of Livy from " + file + ": " + e.getMessage(), e);
        }
    }

    private static String setting(FilterConfig settings, String name) throws ServletException {
        String value = settings.getInitParameter(name);
        if (value == null || value.isEmpty()) {
            throw new ServletException("The login filter of Livy has no parameter " + name + ": it lets nobody pass");
        }
        return value;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answer, FilterChain next)
            throws IOException, ServletException {
        Login expected = login;
        if (expected == null
                || !(asked instanceof HttpServletRequest request)
                || !(answer instanceof HttpServletResponse response)) {
            throw new ServletException("The login filter of Livy is not ready: it lets nobody pass");
        }
        Optional<String> refusal = crossSite.refusal(name -> values(request, name));
        if (refusal.isPresent()) {
            refuse(response, HttpServletResponse.SC_FORBIDDEN, refusal.get());
        } else if (!expected.pair().isEqualTo(shown(request))) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Sluice\", charset=\"UTF-8\"");
            refuse(
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "The local Livy takes requests of its owner only. Log in by HTTP Basic as " + expected.user()
                            + "; the password is in " + expected.passwordFile());
        } else {
            next.doFilter(new OwnedRequest(request, expected.user()), response);
        }
    }

    @Override
    public void destroy() {
        login = null;
    }

    private static List<String> values(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    /** The pair of user and password that the request carries, or null if it carries none or more than one. */
    private static @Nullable String shown(HttpServletRequest request) {
        List<String> headers = values(request, "Authorization");
        if (headers.size() != 1 || !headers.get(0).toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            return null;
        }
        try {
            byte[] pair = Base64.getDecoder()
                    .decode(headers.get(0).substring(BASIC.length()).strip());
            return new String(pair, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not base64: a login that is wrong, as any other.
            return null;
        }
    }

    /** In Livy's own shape of an error. */
    private static void refuse(HttpServletResponse response, int status, String message) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(JSON.writeValueAsBytes(Map.of("msg", message)));
    }

    /** Tells Livy who asks, which it shows as the owner of a session. */
    private static final class OwnedRequest extends HttpServletRequestWrapper {
        private final String user;

        OwnedRequest(HttpServletRequest request, String user) {
            super(request);
            this.user = user;
        }

        @Override
        public String getRemoteUser() {
            return user;
        }
    }
}
