package com.winemall.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// The wire to a server: it can be cut, and it can go silent.
final class Wire {

    private enum State {
        WHOLE,
        SILENT,
        CUT
    }

    private final int port;
    private final int target;
    private final AtomicReference<State> state = new AtomicReference<>(State.WHOLE);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    Wire(int port, int target) {
        this.port = port;
        this.target = target;
        try {
            var server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> accept(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    void mend() {
        state.set(State.WHOLE);
    }

    /// What is sent arrives, and what comes back is held up until the wire is mended.
    void silence() {
        state.set(State.SILENT);
    }

    /// Connections end, and new ones end at once.
    void cut() {
        state.set(State.CUT);
        open.forEach(Wire::close);
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                var near = server.accept();
                if (state.get() == State.CUT) {
                    close(near);
                } else {
                    var far = new Socket(InetAddress.getLoopbackAddress(), target);
                    near.setTcpNoDelay(true);
                    far.setTcpNoDelay(true);
                    open.add(near);
                    open.add(far);
                    Thread.ofVirtual().start(() -> carry(near, far, false));
                    Thread.ofVirtual().start(() -> carry(far, near, true));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void carry(Socket from, Socket to, boolean back) {
        try {
            var buffer = new byte[8192];
            int count = from.getInputStream().read(buffer);
            while (count >= 0) {
                while (back && state.get() == State.SILENT) {
                    LockSupport.parkNanos(1_000_000);
                }
                to.getOutputStream().write(buffer, 0, count);
                count = from.getInputStream().read(buffer);
            }
        } catch (SocketException _) {
            // The wire was cut.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            close(from);
            close(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
