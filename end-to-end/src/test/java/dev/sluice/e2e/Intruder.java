package dev.sluice.e2e;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Somebody else on the machine, as a program of its own: it needs nothing but itself, so that any user can run it. Each
 * line of its input is one attempt; of each it prints one line, what came of it.
 *
 * <pre>
 * read PATH                    lists a folder or reads a file
 * http PORT REQUEST            sends the request as it stands, with \n for line ends; https likewise, whatever the certificate
 * text PORT LINES              sends lines of text, likewise
 * spark-rpc PORT HEX           sends an RPC of Spark's transport
 * spark-stream PORT NAME       asks Spark's transport for a stream
 * </pre>
 */
final class Intruder {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final byte RPC_REQUEST = 3;
    private static final byte STREAM_REQUEST = 6;

    private Intruder() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader attempts = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String attempt = attempts.readLine(); attempt != null; attempt = attempts.readLine()) {
            // A path may have spaces in it.
            String[] words = attempt.split(" ", attempt.startsWith("read ") ? 2 : 3);
            System.out.println(words[0] + ' ' + words[1] + ": " + outcome(words));
        }
    }

    private static String outcome(String[] words) {
        try {
            return switch (words[0]) {
                case "read" -> "got in: " + read(Path.of(words[1]));
                case "text" -> answer(new Socket(InetAddress.getLoopbackAddress(), port(words)), lines(words, "\n"));
                case "http" -> answer(new Socket(InetAddress.getLoopbackAddress(), port(words)), lines(words, "\r\n"));
                case "https" -> answer(trustingSocket(port(words)), lines(words, "\r\n"));
                case "spark-rpc" -> rpc(port(words), words[2]);
                case "spark-stream" -> stream(port(words), words[2]);
                default -> throw new IllegalArgumentException(words[0]);
            };
        } catch (IOException | GeneralSecurityException e) {
            return "failed: " + e;
        }
    }

    private static int port(String[] words) {
        return Integer.parseInt(words[1]);
    }

    private static String lines(String[] words, String end) {
        return words[2].replace("\\n", end);
    }

    private static String read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.list(path)) {
                return files.count() + " files";
            }
        }
        return Files.readAllBytes(path).length + " bytes";
    }

    private static String answer(Socket connected, String request) throws IOException {
        try (Socket socket = connected) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.replaceAll("\\s+", " ").strip();
        }
    }

    private static Socket trustingSocket(int port) throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        return tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    }

    /** Frame of Spark's transport: length of the whole, type, message, body. */
    private static String rpc(int port, String hex) throws IOException {
        byte[] body = HexFormat.of().parseHex(hex);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeLong(8 + 1 + 8 + 4 + body.length);
            out.writeByte(RPC_REQUEST);
            out.writeLong(1);
            out.writeInt(body.length);
            out.write(body);
            return frame(socket);
        }
    }

    private static String stream(int port, String name) throws IOException {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeLong(8 + 1 + 4 + text.length);
            out.writeByte(STREAM_REQUEST);
            out.writeInt(text.length);
            out.write(text);
            return frame(socket);
        }
    }

    private static String frame(Socket socket) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        long length = in.readLong();
        byte type = in.readByte();
        byte[] rest = in.readNBytes((int) Math.min(length - 9, 4000));
        return "answer of type " + type + ": "
                + new String(rest, StandardCharsets.ISO_8859_1)
                        .replaceAll("[^\\x20-\\x7e]+", " ")
                        .strip();
    }

    /** An intruder cares for no certificate. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
