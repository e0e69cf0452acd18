package com.winemall.gateway.routes;

import static com.winemall.gateway.routes.Lane.CREDENTIALS;
import static com.winemall.gateway.routes.Lane.DOCUMENTS;
import static com.winemall.gateway.routes.Lane.ENTRY;
import static com.winemall.gateway.routes.Lane.LIVE;
import static com.winemall.gateway.routes.Lane.OPERATIONS;
import static com.winemall.gateway.routes.Lane.ORDINARY;
import static com.winemall.gateway.routes.Lane.PAYMENT;
import static com.winemall.gateway.routes.Lane.WAITING;
import static com.winemall.gateway.routes.Service.COUPON_SERVICE;
import static com.winemall.gateway.routes.Service.NOTIFICATION_SERVICE;
import static com.winemall.gateway.routes.Service.ORDER_ORCHESTRATOR;
import static com.winemall.gateway.routes.Service.ORDER_SERVICE;
import static com.winemall.gateway.routes.Service.PRODUCT_SERVICE;
import static com.winemall.gateway.routes.Service.USER_SERVICE;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Flux;

/// Which path leads to which service, and in which lane. The first route that fits is taken; what
/// fits none is not reachable from outside.
@Configuration(proxyBeanMethods = false)
class Routes {

    private static final String EVENT = "/api/events/*";

    private final ServiceSettings services;
    private final Lanes lanes;
    private final LiveConnections live;
    private final DeadLetters deadLetters;

    Routes(ServiceSettings services, Lanes lanes, LiveConnections live, DeadLetters deadLetters) {
        this.services = services;
        this.lanes = lanes;
        this.live = live;
        this.deadLetters = deadLetters;
    }

    @Bean
    RouteLocator routeLocator() {
        List<Route> routes = new ArrayList<>();
        routes.add(live("/api/orders/live"));
        routes.add(to(ORDER_ORCHESTRATOR, ORDINARY, "/api/orders/*/timeline"));
        routes.add(to(ORDER_SERVICE, PAYMENT, "/api/orders/*/payment"));
        routes.add(to(ORDER_SERVICE, WAITING, Preferences::includeWait, "/api/orders"));
        routes.add(to(ORDER_SERVICE, ORDINARY, "/api/orders/**"));
        routes.add(to(ORDER_SERVICE, OPERATIONS, EVENT + "/open", EVENT + "/close"));
        routes.add(to(ORDER_SERVICE, OPERATIONS, EVENT + "/pause", EVENT + "/resume"));
        routes.add(to(ORDER_SERVICE, ENTRY, EVENT + "/entries"));
        routes.add(to(ORDER_SERVICE, ORDINARY, "/api/events/**"));
        routes.add(to(NOTIFICATION_SERVICE, ORDINARY, "/api/products/*/restock-subscription"));
        routes.add(to(NOTIFICATION_SERVICE, ORDINARY, "/api/restock-subscriptions/unsubscribe"));
        routes.add(to(NOTIFICATION_SERVICE, ORDINARY, "/api/notifications/**"));
        routes.add(to(NOTIFICATION_SERVICE, ORDINARY, "/api/ses/notifications"));
        routes.add(to(PRODUCT_SERVICE, ORDINARY, "/api/products/**", "/api/factory/**"));
        routes.add(to(PRODUCT_SERVICE, ORDINARY, "/api/replenishments/**"));
        routes.add(to(COUPON_SERVICE, ORDINARY, "/api/coupon-campaigns/**", "/api/coupons/**"));
        routes.add(to(USER_SERVICE, CREDENTIALS, Routes::isPost, "/api/auth/**", "/api/users"));
        routes.add(to(USER_SERVICE, ORDINARY, "/api/auth/**", "/api/users/**"));
        routes.add(to(USER_SERVICE, ORDINARY, "/.well-known/jwks.json"));
        routes.add(to(ORDER_ORCHESTRATOR, OPERATIONS, "/api/sagas/**", "/api/audit/**"));
        routes.add(toAll(deadLetters.searching(), "/api/dead-letters"));
        routes.add(
                toAll(
                        deadLetters.deciding(),
                        "/api/dead-letters/*/redrive",
                        "/api/dead-letters/*/discard"));
        for (var service : Service.values()) {
            routes.add(to(service, DOCUMENTS, "/docs/api/" + service.label()));
        }
        return () -> Flux.fromIterable(routes);
    }

    private Route to(Service service, Lane lane, String... paths) {
        return to(service, lane, _ -> true, paths);
    }

    private Route to(
            Service service, Lane lane, Predicate<ServerWebExchange> condition, String... paths) {
        return route(lanes.to(service, lane), condition, paths).build();
    }

    private Route live(String path) {
        var lane = lanes.to(ORDER_SERVICE, LIVE);
        return route(lane, _ -> true, path).filters(live.filters(lane)).build();
    }

    /// The lane is only what the door wants to know: each service is asked in its own.
    private Route toAll(List<GatewayFilter> filters, String... paths) {
        var lane = lanes.to(ORDER_ORCHESTRATOR, OPERATIONS);
        return route(lane, _ -> true, paths).filters(filters).build();
    }

    private Route.AsyncBuilder route(
            ServiceLane lane, Predicate<ServerWebExchange> condition, String... paths) {
        var patterns = Stream.of(paths).map(PathPatternParser.defaultInstance::parse).toList();
        return Route.async()
                .id(String.join(" ", paths))
                .uri(services.address(lane.service()))
                .metadata(lane.metadata())
                .predicate(exchange -> {
                    var path = exchange.getRequest().getPath().pathWithinApplication();
                    for (var pattern : patterns) {
                        if (pattern.matches(path)) {
                            return condition.test(exchange);
                        }
                    }
                    return false;
                });
    }

    private static boolean isPost(ServerWebExchange exchange) {
        return exchange.getRequest().getMethod().equals(HttpMethod.POST);
    }
}
