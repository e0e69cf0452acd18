package com.winemall.local.bench;

import com.winemall.local.client.Customer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Places orders, pays them and waits for the outcome, doing as little else as it can: what it
/// takes, it takes from the mall it measures.
final class OrderClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    /// What an order begins with.
    private static final String ID = "{\"id\":\"";

    private static final int ID_LENGTH = 36;
    private static final String PAYMENT = "{\"method\":\"CARD\",\"token\":\"tok_ok\"}";

    private final URI orders;
    private final HttpClient http;

    OrderClient(URI gateway) {
        this.orders = gateway.resolve("/api/orders");
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /// Orders one bottle.
    ///
    /// @return the order's id, if it was accepted
    Optional<String> place(Customer customer, String product, @Nullable String coupon) {
        var body =
                "{\"lines\":[{\"productId\":\""
                        + product
                        + "\",\"quantity\":1}]"
                        + (coupon == null ? "" : ",\"couponCode\":\"" + coupon + "\"")
                        + "}";
        var request = post(orders, customer, body).header("Prefer", "wait=30").build();
        return send(request)
                .filter(answer -> answer.statusCode() == ACCEPTED && is(answer, "NOTPAYED"))
                .map(HttpResponse::body)
                .filter(order -> order.startsWith(ID))
                .map(order -> order.substring(ID.length(), ID.length() + ID_LENGTH));
    }

    /// Pays an order.
    ///
    /// @return whether it is paid: stock committed, money taken
    boolean pay(Customer customer, String order) {
        var one = URI.create(orders + "/" + order);
        var answer = send(post(URI.create(one + "/payment"), customer, PAYMENT).build());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isUnderWay(answer) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            answer = send(request(one, customer).GET().build());
        }
        return answer.filter(last -> last.statusCode() == OK && is(last, "PREPARING")).isPresent();
    }

    @Override
    public void close() {
        http.close();
    }

    private static boolean isUnderWay(Optional<HttpResponse<String>> answer) {
        return answer.filter(it ->
                        (it.statusCode() == OK || it.statusCode() == ACCEPTED) && is(it, "PAYING"))
                .isPresent();
    }

    private static boolean is(HttpResponse<String> order, String status) {
        return order.body().contains("\"status\":\"" + status + "\"");
    }

    private static HttpRequest.Builder post(URI uri, Customer customer, String body) {
        return request(uri, customer)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder request(URI uri, Customer customer) {
        return HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + customer.accessToken());
    }

    /// Nothing if there was no answer.
    private Optional<HttpResponse<String>> send(HttpRequest request) {
        try {
            return Optional.of(http.send(request, BodyHandlers.ofString()));
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
