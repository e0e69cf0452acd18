package com.winemall.order.live.web;

import com.winemall.order.live.Connection;
import com.winemall.order.live.Ending;
import com.winemall.order.live.Frame;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.tomcat.websocket.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/// A page's WebSocket.
final class SocketConnection implements Connection {

    private static final Logger log = LoggerFactory.getLogger(SocketConnection.class);

    // Ours to define, as all from 4000 on are. 1013 would say "try again later", but not every
    // client takes it.
    private static final int TOKEN_EXPIRED = 4401;
    private static final int NOT_THERE = 4408;
    private static final int TOO_MANY = 4429;

    private final WebSocketSession session;
    private final JsonMapper json;

    private SocketConnection(WebSocketSession session, JsonMapper json) {
        this.session = session;
        this.json = json;
    }

    /// @param sendTimeMax after which a page is given up; Tomcat, which counts by itself, gives up
    ///   later, so that it is known why
    static SocketConnection over(WebSocketSession session, JsonMapper json, Duration sendTimeMax) {
        var container = ((NativeWebSocketSession) session).getNativeSession(Session.class);
        var properties = Objects.requireNonNull(container).getUserProperties();
        long millis = sendTimeMax.multipliedBy(2).toMillis();
        properties.put(Constants.BLOCKING_SEND_TIMEOUT_PROPERTY, millis);
        properties.put(Constants.SESSION_CLOSE_TIMEOUT_PROPERTY, millis);
        return new SocketConnection(session, json);
    }

    @Override
    public void send(Frame frame) throws IOException {
        send(new TextMessage(json.writeValueAsString(frame)));
    }

    @Override
    public void ping() throws IOException {
        send(new PingMessage());
    }

    private void send(WebSocketMessage<?> message) throws IOException {
        try {
            session.sendMessage(message);
        } catch (IllegalStateException e) {
            throw new IOException("closed meanwhile", e);
        }
    }

    @Override
    public void close(Ending ending) {
        try {
            session.close(status(ending));
        } catch (IOException | IllegalStateException e) {
            log.atDebug().setCause(e).log("closed before it could be said why");
        }
    }

    /// Whoever reads 1008 had better not come back in the same way; after the others a page
    /// connects again.
    private static CloseStatus status(Ending ending) {
        return switch (ending) {
            case LEFT -> CloseStatus.NORMAL;
            case EXPIRED -> new CloseStatus(TOKEN_EXPIRED, "the access token has expired");
            case FLOODING -> CloseStatus.POLICY_VIOLATION.withReason("pages have nothing to say");
            case SLOW -> new CloseStatus(NOT_THERE, "frames were not read");
            case SILENT -> new CloseStatus(NOT_THERE, "pings were not answered");
            case CROWDED -> new CloseStatus(TOO_MANY, "too many pages");
            case MOVING -> CloseStatus.GOING_AWAY.withReason("connect again");
        };
    }
}
