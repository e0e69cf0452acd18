package com.winemall.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A way to a server that can be shut, so that for those behind it the server is away while others
/// go on using it.
public final class Gate implements AutoCloseable {

    private final InetSocketAddress server;
    private final Set<Socket> passing = ConcurrentHashMap.newKeySet();
    private ServerSocket entrance;

    private Gate(InetSocketAddress server) {
        this.server = server;
        this.entrance = listen(0);
    }

    /// A gate in front of whoever this address names, open.
    public static Gate to(URI address) {
        return new Gate(new InetSocketAddress(address.getHost(), address.getPort()));
    }

    /// The address with this gate's port instead of the server's.
    public String through(URI address) {
        return address.toString()
                .replaceFirst(":" + address.getPort(), ":" + entrance.getLocalPort());
    }

    /// Ends all connections and takes no new ones.
    public void shut() {
        close(entrance);
        passing.forEach(Gate::close);
        passing.clear();
    }

    public void open() {
        entrance = listen(entrance.getLocalPort());
    }

    @Override
    public void close() {
        shut();
    }

    private ServerSocket listen(int port) {
        try {
            var listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Thread.ofVirtual().start(() -> accept(listening));
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                var target = new Socket(server.getAddress(), server.getPort());
                passing.add(client);
                passing.add(target);
                Thread.ofVirtual().start(() -> pump(client, target));
                Thread.ofVirtual().start(() -> pump(target, client));
            } catch (IOException _) {
                // Shut, or the server is away by itself: either way nobody gets through.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One side has gone, and takes the other with it.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
