package dev.sluice.pool.storage.http;

import java.io.IOException;
import java.io.OutputStream;

/** The body of a response: a known number of bytes, written once. It is closed whether or not it was written. */
public interface ResponseBody extends AutoCloseable {

    /** No body. */
    ResponseBody NONE = of(new byte[0]);

    /** Returns how many bytes {@link #writeTo} writes. */
    long length();

    /** Writes the bytes. */
    void writeTo(OutputStream out) throws IOException;

    /** Gives up what the body was to be read from. */
    @Override
    default void close() throws IOException {}

    /** Returns a body of these bytes. */
    static ResponseBody of(byte[] content) {
        return new ResponseBody() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(content);
            }
        };
    }
}
