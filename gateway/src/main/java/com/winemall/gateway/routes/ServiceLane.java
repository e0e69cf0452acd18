package com.winemall.gateway.routes;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.springframework.cloud.gateway.route.Route;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/// One lane to one service: to each of its instances in turn, with a breaker for each.
final class ServiceLane {

    private static final String METADATA = "lane";

    private final Service service;
    private final Lane lane;
    private final Instances instances;
    private final HttpClient client;
    private final Function<URI, CircuitBreaker> newBreaker;
    private final Map<URI, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final AtomicInteger turns = new AtomicInteger();

    /// @param client keeps the lane's time limit
    ServiceLane(
            Service service,
            Lane lane,
            Instances instances,
            HttpClient client,
            Function<URI, CircuitBreaker> newBreaker) {
        this.service = service;
        this.lane = lane;
        this.instances = instances;
        this.client = client;
        this.newBreaker = newBreaker;
        instances.of(service).forEach(this::breaker);
    }

    static ServiceLane of(Route route) {
        var lane = route.getMetadata().get(METADATA);
        return (ServiceLane) Objects.requireNonNull(lane, "a route without a lane");
    }

    /// As in `order-service/ORDINARY`.
    static String name(Service service, Lane lane) {
        return service.label() + "/" + lane;
    }

    Service service() {
        return service;
    }

    Lane lane() {
        return lane;
    }

    HttpClient client() {
        return client;
    }

    String name() {
        return name(service, lane);
    }

    Map<String, Object> metadata() {
        return Map.of(METADATA, this);
    }

    /// Asks the instance whose turn it is. If it is not there, or has been silent too often, the
    /// next one is asked: nothing was sent to the first, so this is right for any request.
    ///
    /// @param question what to ask at an address
    <T> Mono<T> ask(Function<URI, Mono<T>> question) {
        var all = instances.of(service);
        int first = all.size() == 1 ? 0 : Math.floorMod(turns.getAndIncrement(), all.size());
        return ask(all, first, all.size(), question);
    }

    private <T> Mono<T> ask(List<URI> all, int turn, int left, Function<URI, Mono<T>> question) {
        var address = all.get(turn % all.size());
        var asked = question.apply(address).transform(CircuitBreakerOperator.of(breaker(address)));
        return left == 1
                ? asked
                : asked.onErrorResume(
                        ServiceLane::wasNotAsked, _ -> ask(all, turn + 1, left - 1, question));
    }

    private static boolean wasNotAsked(Throwable failure) {
        return failure instanceof ConnectException || failure instanceof CallNotPermittedException;
    }

    private CircuitBreaker breaker(URI address) {
        return breakers.computeIfAbsent(address, newBreaker);
    }
}
