package dev.sluice.pool.sql.tds.request;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.tds.value.UnsupportedTypeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A procedure call (MS-TDS 2.2.6.6).
 *
 * @param procedure its name in lower case, without database and schema
 * @param executes false for a call that is only to be described
 */
public record RpcCall(String procedure, List<RpcParameter> parameters, boolean executes) {

    private static final int KNOWN_BY_NUMBER = 0xFFFF;
    private static final int NEXT_CALL = 0xFF;
    private static final int NEXT_CALL_BUT_NOT_THIS = 0xFE;
    private static final int MAX_NAME = 1046;

    /** Procedures that have a number, which is their place in the list. */
    private static final List<String> NUMBERED = List.of(
            "",
            "sp_cursor",
            "sp_cursoropen",
            "sp_cursorprepare",
            "sp_cursorexecute",
            "sp_cursorprepexec",
            "sp_cursorunprepare",
            "sp_cursorfetch",
            "sp_cursoroption",
            "sp_cursorclose",
            "sp_executesql",
            "sp_prepare",
            "sp_execute",
            "sp_prepexec",
            "sp_prepexecrpc",
            "sp_unprepare");

    public RpcCall {
        requireNonNull(procedure, "procedure");
        parameters = List.copyOf(parameters);
    }

    /**
     * Reads a request of one call or several.
     *
     * @throws UnsupportedTypeException if a parameter cannot be read; then none of the calls is made
     */
    public static List<RpcCall> readAll(WireReader request) throws ProtocolException, UnsupportedTypeException {
        AllHeaders.skip(request);
        List<RpcCall> calls = new ArrayList<>();
        while (request.remaining() > 0) {
            calls.add(read(request));
        }
        if (calls.isEmpty()) {
            throw new ProtocolException("Invalid request: a procedure call without a procedure");
        }
        return calls;
    }

    private static RpcCall read(WireReader request) throws ProtocolException, UnsupportedTypeException {
        String procedure = procedure(request);
        // Options: recompile, and leave out the columns' descriptions, which no client relies on.
        request.u16();
        List<RpcParameter> parameters = new ArrayList<>();
        while (request.remaining() > 0) {
            int next = request.peek();
            if (next == NEXT_CALL || next == NEXT_CALL_BUT_NOT_THIS) {
                request.skip(1);
                return new RpcCall(procedure, parameters, next == NEXT_CALL);
            }
            parameters.add(RpcParameter.read(request));
        }
        return new RpcCall(procedure, parameters, true);
    }

    private static String procedure(WireReader request) throws ProtocolException {
        int length = request.u16();
        if (length == KNOWN_BY_NUMBER) {
            int number = request.u16();
            if (number < 1 || number >= NUMBERED.size()) {
                throw new ProtocolException("Invalid request: procedure number " + number);
            }
            return NUMBERED.get(number);
        }
        if (length > MAX_NAME) {
            throw new ProtocolException("Invalid request: a procedure name of " + length + " characters");
        }
        return bareName(request.text(length));
    }

    /** Takes {@code sp_x} from {@code [db].[sys].[sp_x];1}. */
    private static String bareName(String name) {
        int version = name.lastIndexOf(';');
        String unversioned = version < 0 ? name : name.substring(0, version);
        String last = unversioned.substring(unversioned.lastIndexOf('.') + 1).strip();
        boolean delimited = last.length() > 1
                && ((last.startsWith("[") && last.endsWith("]")) || (last.startsWith("\"") && last.endsWith("\"")));
        return (delimited ? last.substring(1, last.length() - 1) : last).toLowerCase(Locale.ROOT);
    }
}
