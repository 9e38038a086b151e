package dev.sluice.pool.sql.query.runtime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Conversions and hashes of bytes. Bytes come and go as hexadecimal digits, in upper case. */
public final class Binaries {

    /** The code page of SQL_Latin1_General_CP1_CI_AS. */
    private static final Charset CODE_PAGE = Charset.forName("windows-1252");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Binaries() {}

    /** Returns the bytes of a text: of UTF-16LE if {@code unicode} is not zero, else of the code page. */
    public static String ofText(String text, int unicode) {
        return HEX.formatHex(bytes(text, unicode));
    }

    private static byte[] bytes(String text, int unicode) {
        return unicode != 0 ? utf16(text) : text.getBytes(CODE_PAGE);
    }

    /** Returns a text in UTF-16LE, several times faster than Java's encoder: DuckDB has no surrogates that stand alone. */
    private static byte[] utf16(String text) {
        byte[] bytes = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            bytes[2 * i] = (byte) unit;
            bytes[2 * i + 1] = (byte) (unit >> Byte.SIZE);
        }
        return bytes;
    }

    /** Returns the text of bytes. */
    public static String toText(String hex, int unicode) {
        byte[] bytes = HEX.parseHex(hex);
        return new String(bytes, unicode != 0 ? StandardCharsets.UTF_16LE : CODE_PAGE);
    }

    /** Reads {@code 0x1F} or {@code 1F}, as styles 1 and 2 do. */
    public static String ofDigits(String text, int style) {
        String digits = style == 1 && text.toLowerCase(Locale.ROOT).startsWith("0x") ? text.substring(2) : text;
        boolean marked = digits.length() < text.length();
        if ((style == 1 && !marked) || digits.length() % 2 != 0 || !digits.matches("[0-9A-Fa-f]*")) {
            throw new SqlFailure(8114, "Error converting data type varchar to varbinary.");
        }
        return digits.toUpperCase(Locale.ROOT);
    }

    /** Returns an integer of so many bytes, the highest first. */
    public static String ofInteger(long value, int bytes) {
        String digits = String.format(Locale.ROOT, "%016X", value);
        return bytes >= 8 ? "00".repeat(bytes - 8) + digits : digits.substring(16 - 2 * bytes);
    }

    /** Returns the IEEE 754 bits of a number in 4 or 8 bytes, the highest first. */
    public static String ofFloat(double value, int bytes) {
        return bytes == 4
                ? String.format(Locale.ROOT, "%08X", Float.floatToRawIntBits((float) value))
                : String.format(Locale.ROOT, "%016X", Double.doubleToRawLongBits(value));
    }

    /** Reads an integer of so many bytes from the last bytes, the highest first. */
    public static long toInteger(String hex, int bytes) {
        int digits = 2 * bytes;
        String last = hex.length() > digits ? hex.substring(hex.length() - digits) : hex;
        if (last.isEmpty()) {
            return 0;
        }
        long value = Long.parseUnsignedLong(last, 16);
        if (last.length() < digits || bytes == 8 || bytes == 1) {
            return value;
        }
        // The highest bit of a full value is its sign.
        int shift = 64 - 8 * bytes;
        return value << shift >> shift;
    }

    /** Returns the bytes of a uniqueidentifier, whose first three groups T-SQL stores the lowest byte first. */
    public static String ofUuid(String uuid) {
        return swapped(uuid.replace("-", "").toUpperCase(Locale.ROOT));
    }

    /** Returns the uniqueidentifier of 16 bytes; fewer are filled with zeros. */
    public static String toUuid(String hex) {
        String digits = swapped((hex + "0".repeat(32)).substring(0, 32));
        return digits.substring(0, 8)
                + '-'
                + digits.substring(8, 12)
                + '-'
                + digits.substring(12, 16)
                + '-'
                + digits.substring(16, 20)
                + '-'
                + digits.substring(20);
    }

    private static String swapped(String hex) {
        StringBuilder swapped = new StringBuilder();
        int[] order = {3, 2, 1, 0, 5, 4, 7, 6};
        for (int i : order) {
            swapped.append(hex, 2 * i, 2 * i + 2);
        }
        return swapped.append(hex.substring(16)).toString();
    }

    /**
     * Hashes the bytes of a text.
     *
     * @param algorithm as HASHBYTES names it
     */
    public static String hashText(String algorithm, String text, int unicode) {
        return hash(algorithm, bytes(text, unicode));
    }

    /** Hashes bytes. */
    public static String hashBinary(String algorithm, String hex) {
        return hash(algorithm, HEX.parseHex(hex));
    }

    private static String hash(String algorithm, byte[] bytes) {
        String name = switch (algorithm.toUpperCase(Locale.ROOT)) {
            case "MD5" -> "MD5";
            case "SHA", "SHA1" -> "SHA-1";
            case "SHA2_256" -> "SHA-256";
            case "SHA2_512" -> "SHA-512";
            default -> throw new SqlFailure(2809, "The hash algorithm '" + algorithm + "' is not supported.");
        };
        try {
            return HEX.formatHex(MessageDigest.getInstance(name).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + name, e);
        }
    }
}
