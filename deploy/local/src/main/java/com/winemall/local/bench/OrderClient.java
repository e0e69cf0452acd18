package com.winemall.local.bench;

import com.winemall.local.client.Customer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Places one order and waits for its outcome, doing as little else as it can: what it takes, it
/// takes from the mall it measures.
final class OrderClient implements AutoCloseable {

    private static final String COMPLETED = "\"status\":\"NOTPAYED\"";

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

    /// @return whether the order was accepted
    boolean complete(Customer customer, String product, @Nullable String coupon) {
        var body =
                "{\"lines\":[{\"productId\":\""
                        + product
                        + "\",\"quantity\":1}]"
                        + (coupon == null ? "" : ",\"couponCode\":\"" + coupon + "\"")
                        + "}";
        var request =
                HttpRequest.newBuilder(orders)
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + customer.accessToken())
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=30")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 202 && response.body().contains(COMPLETED);
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
