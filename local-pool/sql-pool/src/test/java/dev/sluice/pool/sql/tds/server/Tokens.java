package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.tds.value.UnsupportedTypeException;
import dev.sluice.pool.sql.tds.value.WireType;
import dev.sluice.pool.sql.tds.value.WireTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts the tokens of an answer into words. */
final class Tokens {

    private final WireReader in;
    private final boolean old;
    private final List<WireType> columns = new ArrayList<>();

    private Tokens(WireReader in, boolean old) {
        this.in = in;
        this.old = old;
    }

    static List<String> inWords(byte[] answer, int version) throws ProtocolException {
        Tokens tokens = new Tokens(new WireReader(answer), version == RawClient.V7_1);
        List<String> words = new ArrayList<>();
        while (tokens.in.remaining() > 0) {
            words.add(tokens.next());
        }
        return words;
    }

    private String next() throws ProtocolException {
        int token = in.u8();
        return switch (token) {
            case 0xFD -> done("DONE");
            case 0xFE -> done("DONEPROC");
            case 0xFF -> done("DONEINPROC");
            case 0x79 -> "RETURNSTATUS " + in.i32();
            case 0xAC -> returnValue();
            case 0x81 -> columns();
            case 0xD1 -> row(new byte[(columns.size() + 7) / 8]);
            case 0xD2 -> "NBC" + row(in.bytes((columns.size() + 7) / 8));
            case 0xE3 -> environment(in.next(in.u16()));
            case 0xAA -> "ERROR " + message(in.next(in.u16()));
            case 0xAB -> "INFO " + message(in.next(in.u16()));
            case 0xAD -> loginAcknowledgement(in.next(in.u16()));
            default -> throw new AssertionError(String.format(Locale.ROOT, "Unknown token %02X", token));
        };
    }

    private String done(String name) throws ProtocolException {
        int status = in.u16();
        in.u16();
        long rows = old ? in.i32() : in.i64();
        return name
                + ((status & 1) != 0 ? " more" : "")
                + ((status & 2) != 0 ? " error" : "")
                + ((status & 0x20) != 0 ? " attention" : "")
                + ((status & 0x10) != 0 ? " " + rows : "");
    }

    private static String environment(WireReader change) throws ProtocolException {
        int type = change.u8();
        return switch (type) {
            case 1, 2, 4 -> "ENVCHANGE " + type + " " + change.shortText() + " < " + change.shortText();
            case 8 -> "BEGUN " + change.next(change.u8()).i64();
            case 9, 10 -> {
                change.u8();
                yield (type == 9 ? "COMMITTED " : "ROLLED BACK ")
                        + change.next(change.u8()).i64();
            }
            default -> "ENVCHANGE " + type;
        };
    }

    private String message(WireReader message) throws ProtocolException {
        int number = message.i32();
        int state = message.u8();
        int severity = message.u8();
        String text = message.text(message.u16());
        message.shortText();
        message.shortText();
        int line = old ? message.u16() : message.i32();
        return number + "/" + severity + "/" + state + " line " + line + ": " + text;
    }

    private static String loginAcknowledgement(WireReader login) throws ProtocolException {
        login.u8();
        return String.format(Locale.ROOT, "LOGINACK %08X %s", Integer.reverseBytes(login.i32()), login.shortText());
    }

    private String returnValue() throws ProtocolException {
        in.u16();
        String name = in.shortText();
        in.u8();
        in.i32();
        in.u16();
        return "RETURNVALUE " + name + "=" + type().read(in);
    }

    private String columns() throws ProtocolException {
        columns.clear();
        List<String> words = new ArrayList<>();
        int count = in.u16();
        for (int i = 0; i < count; i++) {
            in.i32();
            in.u16();
            columns.add(type());
            words.add(in.shortText() + " " + columns.get(i).sqlType().kind());
        }
        return "COLUMNS " + words;
    }

    private String row(byte[] nulls) throws ProtocolException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            boolean isNull = (nulls[i / 8] & (1 << (i % 8))) != 0;
            values.add(isNull ? "null" : String.valueOf(columns.get(i).read(in)));
        }
        return "ROW " + values;
    }

    private WireType type() throws ProtocolException {
        try {
            return WireTypes.read(in);
        } catch (UnsupportedTypeException e) {
            throw new AssertionError(e);
        }
    }
}
