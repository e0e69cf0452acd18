package com.winemall.order.live.web;

import com.winemall.order.live.LiveSettings;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/// Where pages connect. Which origins may is the gateway's to say, as for all other requests; and
/// no browser adds a token by itself.
@Configuration(proxyBeanMethods = false)
class LiveEndpoint {

    static final String PATH = "/api/orders/live";

    /// Before the controller that takes `live` for an order's id.
    private static final int ORDER = -1;

    @Bean
    WebSocketHandlerMapping liveMapping(LiveHandler handler, LiveDoor door) {
        var requests = new WebSocketHttpRequestHandler(handler, new PlainHandshakes());
        requests.setHandshakeInterceptors(List.of(door));
        var mapping = new WebSocketHandlerMapping();
        mapping.setWebSocketUpgradeMatch(true);
        mapping.setUrlMap(Map.of(PATH, requests));
        mapping.setOrder(ORDER);
        return mapping;
    }

    /// A frame that is longer ends its connection with 1009.
    @Bean
    ServletServerContainerFactoryBean webSocketContainer(LiveSettings settings) {
        var container = new ServletServerContainerFactoryBean();
        int bytesMax = Math.toIntExact(settings.frameMax().toBytes());
        container.setMaxTextMessageBufferSize(bytesMax);
        container.setMaxBinaryMessageBufferSize(bytesMax);
        return container;
    }

    /// Compressing so short a frame saves nothing, and keeps 300 KB for each connection.
    private static final class PlainHandshakes extends DefaultHandshakeHandler {

        private PlainHandshakes() {
            super(new StandardWebSocketUpgradeStrategy());
        }

        @Override
        protected List<WebSocketExtension> filterRequestedExtensions(
                ServerHttpRequest request,
                List<WebSocketExtension> requested,
                List<WebSocketExtension> supported) {
            return List.of();
        }
    }
}
