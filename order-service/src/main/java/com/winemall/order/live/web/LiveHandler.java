package com.winemall.order.live.web;

import com.winemall.order.live.Ending;
import com.winemall.order.live.LiveSettings;
import com.winemall.order.live.Page;
import com.winemall.order.live.Pages;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import tools.jackson.databind.json.JsonMapper;

/// Makes a page of each WebSocket, and hears what it says, which is nothing of interest.
@Component
class LiveHandler extends AbstractWebSocketHandler implements SubProtocolCapable {

    private static final String PAGE = "page";

    private final Pages pages;
    private final LiveSettings settings;
    private final JsonMapper json;
    private final Clock clock;

    LiveHandler(Pages pages, LiveSettings settings, JsonMapper json, Clock clock) {
        this.pages = pages;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of(LiveTokens.PROTOCOL);
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        var visitor = LiveDoor.visitor(session.getAttributes());
        var connection = SocketConnection.over(session, json, settings.sendTimeMax());
        pages.open(visitor.customer(), visitor.until(), connection)
                .ifPresent(page -> session.getAttributes().put(PAGE, page));
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        took(session);
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
        took(session);
    }

    private void took(WebSocketSession session) {
        var page = page(session);
        if (page != null) {
            page.took(clock.instant());
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession session, PongMessage message) {
        var page = page(session);
        if (page != null) {
            page.heard(clock.instant());
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        var page = page(session);
        if (page != null) {
            page.end(Ending.LEFT);
        }
    }

    private static @Nullable Page page(WebSocketSession session) {
        return session.getAttributes().get(PAGE) instanceof Page page ? page : null;
    }
}
