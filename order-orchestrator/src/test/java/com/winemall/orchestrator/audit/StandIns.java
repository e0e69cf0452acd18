package com.winemall.orchestrator.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.winemall.orchestrator.audit.Services.Fact;
import com.winemall.orchestrator.audit.Services.LiveHold;
import com.winemall.orchestrator.audit.Services.LiveRedemption;
import com.winemall.orchestrator.audit.Services.OrderFact;
import com.winemall.orchestrator.audit.Services.ToldCustomer;
import com.winemall.starter.audit.Check;
import com.winemall.starter.instances.Instances;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// The services the audit asks, each at a path of its own, with lists a test fills.
final class StandIns implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final Map<String, SortedMap<String, Fact>> lists = new HashMap<>();
    private final Map<String, List<Check>> checks = new HashMap<>();
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
    private Consumer<String> beforeAnswer = _ -> {};

    StandIns() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        list("/orders/audit/orders");
        list("/products/audit/live-holds");
        list("/coupons/audit/live-redemptions");
        list("/notifications/audit/told-customers");
        for (var service : List.of("/orders", "/products", "/coupons", "/notifications")) {
            checks.put(service, List.of());
            server.createContext(
                    service + "/audit/checks",
                    exchange -> answer(exchange, JSON.writeValueAsBytes(checks.get(service))));
        }
        server.createContext(
                "/users/auditor/token",
                exchange -> {
                    secrets.add(JSON.readTree(exchange.getRequestBody()).get("secret").asString());
                    answer(exchange, "{\"accessToken\":\"good\"}".getBytes(UTF_8));
                });
        server.start();
    }

    Instances at(String service) {
        return Instances.valueOf(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/" + service);
    }

    void says(String service, Check check) {
        checks.put("/" + service, List.of(check));
    }

    void knows(OrderFact order) {
        put("/orders/audit/orders", order);
    }

    void knows(LiveHold hold) {
        put("/products/audit/live-holds", hold);
    }

    void knows(LiveRedemption redemption) {
        put("/coupons/audit/live-redemptions", redemption);
    }

    void knows(ToldCustomer told) {
        put("/notifications/audit/told-customers", told);
    }

    void forgetsHold(OrderFact order) {
        lists.get("/products/audit/live-holds").remove(order.id().toString());
    }

    /// Something happens while the audit goes on.
    ///
    /// @param action is told the path that is asked, before it is answered
    void beforeAnswer(Consumer<String> action) {
        beforeAnswer = action;
    }

    /// The secrets tokens were given for.
    List<String> secrets() {
        return List.copyOf(secrets);
    }

    /// What those who asked for a service's facts showed.
    Set<String> authorizations() {
        return Set.copyOf(authorizations);
    }

    /// A service cannot be asked any more.
    void dies(String path) {
        server.removeContext(path);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void put(String path, Fact fact) {
        lists.get(path).put(fact.orderId().toString(), fact);
    }

    private void list(String path) {
        SortedMap<String, Fact> list = new TreeMap<>();
        lists.put(path, list);
        server.createContext(
                path,
                exchange -> {
                    var query = exchange.getRequestURI().getQuery();
                    beforeAnswer.accept(path + "?" + query);
                    var after = query.replaceAll(".*after=([^&]*).*", "$1");
                    int limit = Integer.parseInt(query.replaceAll(".*limit=([^&]*).*", "$1"));
                    var page = list.tailMap(after + "\0").values().stream().limit(limit).toList();
                    answer(exchange, JSON.writeValueAsBytes(page));
                });
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        var shown = exchange.getRequestHeaders().getFirst("Authorization");
        if (shown != null) {
            authorizations.add(shown);
        }
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
