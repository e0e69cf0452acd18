package com.winemall.local.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Makes members as any mall gets them: each signs up and logs in at the gateway, and comes again
/// when they are told that too many do.
public final class SignUps {

    /// Each is a password to hash, twice; more at once would only wait longer.
    private static final int AT_ONCE = 4;

    private static final int TRIES_MAX = 60;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

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
                patiently(
                                "/api/users",
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
        var login =
                patiently("/api/auth/login", Map.of("email", email, "password", password))
                        .expect(200)
                        .body();
        return new Customer(
                member.get("id").asString(),
                email,
                member.get("name").asString(),
                login.get("accessToken").asString());
    }

    /// What is answered 503 was not done: there was no room to hash the password.
    private MallClient.Answer patiently(String path, Map<String, String> body) {
        var answer = mall.post(path, null, body);
        for (int tries = 1; answer.status() == 503 && tries < TRIES_MAX; tries++) {
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            answer = mall.post(path, null, body);
        }
        return answer;
    }
}
