package com.winemall.gateway.routes;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.springframework.cloud.gateway.route.Route;
import reactor.netty.http.client.HttpClient;

/// One lane to one service.
///
/// @param client keeps the lane's time limit
record ServiceLane(
        Service service, Lane lane, URI address, HttpClient client, CircuitBreaker breaker) {

    private static final String METADATA = "lane";

    static ServiceLane of(Route route) {
        var lane = route.getMetadata().get(METADATA);
        return (ServiceLane) Objects.requireNonNull(lane, "a route without a lane");
    }

    Map<String, Object> metadata() {
        return Map.of(METADATA, this);
    }
}
