package com.winemall.local.client;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Makes members as any mall gets them: each signs up and logs in at the gateway.
public final class SignUps {

    /// Each is a password to hash, twice; more at once would only wait longer.
    private static final int AT_ONCE = 8;

    private final MallClient mall;

    public SignUps(MallClient mall) {
        this.mall = mall;
    }

    public List<Customer> make(int count) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var customers =
                    IntStream.range(0, count)
                            .mapToObj(_ -> CompletableFuture.supplyAsync(this::one, threads))
                            .toList();
            return customers.stream().map(CompletableFuture::join).toList();
        }
    }

    private Customer one() {
        var email = "customer-" + UUID.randomUUID() + "@example.com";
        var password = UUID.randomUUID().toString();
        var member =
                mall.post(
                                "/api/users",
                                null,
                                Map.of(
                                        "email",
                                        email,
                                        "password",
                                        password,
                                        "name",
                                        "Customer",
                                        "locale",
                                        "en"))
                        .expect(201)
                        .body();
        return new Customer(
                member.get("id").asString(),
                email,
                member.get("name").asString(),
                mall.login(email, password));
    }
}
