package com.winemall.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation with Redis, a question and its answer at a time, as its protocol has it (RESP2).
/// A driver would do more, and cost what a bench of Redis should not measure.
final class RedisConnection implements Closeable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    RedisConnection(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            out = new BufferedOutputStream(socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("no Redis on port " + port, e);
        }
    }

    /// @return a text, a number, a list of such, or nothing
    /// @throws IllegalStateException if Redis refuses the command
    @Nullable Object ask(List<String> command) {
        try {
            write('*', command.size());
            for (var word : command) {
                var bytes = word.getBytes(UTF_8);
                write('$', bytes.length);
                out.write(bytes);
                out.write('\r');
                out.write('\n');
            }
            out.flush();
            return answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nullable Object ask(String... command) {
        return ask(List.of(command));
    }

    private void write(char kind, int length) throws IOException {
        out.write((kind + Integer.toString(length) + "\r\n").getBytes(UTF_8));
    }

    private @Nullable Object answer() throws IOException {
        int kind = in.read();
        var line = line();
        return switch (kind) {
            case '+' -> line;
            case ':' -> Long.valueOf(line);
            case '$' -> text(Integer.parseInt(line));
            case '*' -> list(Integer.parseInt(line));
            case '-' -> throw new IllegalStateException(line);
            default -> throw new EOFException("Redis has hung up");
        };
    }

    private @Nullable String text(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        var text = new String(in.readNBytes(length), UTF_8);
        in.skipNBytes(2);
        return text;
    }

    private List<@Nullable Object> list(int length) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            list.add(answer());
        }
        return list;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int read = in.read(); read != '\r'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("Redis has hung up");
            }
            line.append((char) read);
        }
        in.skipNBytes(1);
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
