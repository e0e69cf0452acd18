package com.winemall.gateway.routes;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.WebsocketRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.netty.http.client.HttpClient;

/// Lets WebSockets through, on the one route that has them.
@Component
class LiveConnections {

    private final WebsocketRoutingFilter sockets;

    LiveConnections(HttpClient client, ObjectProvider<List<HttpHeadersFilter>> headersFilters) {
        this.sockets =
                new WebsocketRoutingFilter(
                        new ReactorNettyWebSocketClient(client),
                        new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy()),
                        headersFilters);
    }

    List<GatewayFilter> filters(ServiceLane lane) {
        GatewayFilter address =
                (exchange, chain) -> {
                    var url =
                            UriComponentsBuilder.fromUri(exchange.getRequest().getURI())
                                    .scheme(lane.address().getScheme())
                                    .host(lane.address().getHost())
                                    .port(lane.address().getPort())
                                    .build(true)
                                    .toUri();
                    exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, url);
                    return chain.filter(exchange);
                };
        return List.of(
                new OrderedGatewayFilter(address, sockets.getOrder() - 1),
                new OrderedGatewayFilter(sockets::filter, sockets.getOrder()));
    }
}
