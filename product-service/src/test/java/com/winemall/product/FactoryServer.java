package com.winemall.product;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.winemall.contracts.ProductId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistrar;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A factory on a port of its own, which treats each product's orders as it is told to.
final class FactoryServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

    /// @param key the header `Idempotency-Key`
    record Call(String key, JsonNode body) {}

    FactoryServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/production-orders", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Answers orders of this product with this status from now on.
    void answers(ProductId wine, int status) {
        statuses.put(wine.toString(), status);
    }

    /// Does not answer orders of this product until it is told to.
    CountDownLatch holds(ProductId wine) {
        return held.computeIfAbsent(wine.toString(), _ -> new CountDownLatch(1));
    }

    List<Call> calls(ProductId wine) {
        return calls.stream()
                .filter(call -> call.body().path("productId").asString("").equals(wine.toString()))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            calls.add(new Call(exchange.getRequestHeaders().getFirst("Idempotency-Key"), body));
            var wine = body.path("productId").asString("");
            var hold = held.get(wine);
            if (hold != null && !hold.await(20, TimeUnit.SECONDS)) {
                throw new IOException("nobody wanted an answer");
            }
            exchange.sendResponseHeaders(statuses.getOrDefault(wine, 201), -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Found by the scan of the service under test: all tests share one context, and one factory.
    @Configuration(proxyBeanMethods = false)
    static class InEveryTest {

        @Bean
        FactoryServer factoryServer() {
            return new FactoryServer();
        }

        @Bean
        DynamicPropertyRegistrar whereTheFactoryIs(FactoryServer factory) {
            return properties -> properties.add("winemall.replenishment.factory.url", factory::url);
        }
    }
}
