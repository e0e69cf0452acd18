package com.winemall.gateway.limits;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// The buckets in Redis, over one connection for everybody. Nobody waits for it: while it is being
/// made, or made again, questions fail at once.
@Component
class RedisBuckets implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RedisBuckets.class);
    private static final int SHUTDOWN_SECONDS = 1;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    /// Questions under way; more would have to wait longer than anybody waits.
    private static final int QUESTIONS_MAX = 10_000;

    /// Stopped after the last request, and before the threads it works on are gone.
    private static final int PHASE = 1000;

    private final LimitSettings settings;
    private final ReactorResourceFactory server;
    private final String script = script();
    private @Nullable Driver driver;
    private volatile @Nullable Connected connected;

    RedisBuckets(LimitSettings settings, ReactorResourceFactory server) {
        this.settings = settings;
        this.server = server;
    }

    /// Takes a token from each bucket, or none.
    ///
    /// @param keys the buckets
    /// @param costs for each of them, in the script's words
    /// @return microseconds to wait; 0 if the tokens were taken
    Mono<Long> take(List<String> keys, List<String> costs) {
        var redis = connected;
        if (redis == null) {
            return Mono.error(() -> new RedisConnectionException("not connected yet"));
        }
        var buckets = keys.toArray(String[]::new);
        var words = costs.toArray(String[]::new);
        return Mono.fromCompletionStage(() -> redis.take(buckets, words))
                .onErrorResume(
                        RedisNoScriptException.class,
                        _ -> Mono.fromCompletionStage(() -> redis.teach(script, buckets, words)));
    }

    @Override
    public void start() {
        var resources =
                ClientResources.builder()
                        .eventLoopGroupProvider(new SharedLoops(server.getLoopResources()))
                        .reconnectDelay(Delay.constant(BETWEEN_ATTEMPTS))
                        .build();
        var client = RedisClient.create(resources);
        client.setOptions(options());
        driver = new Driver(resources, client, connect(client));
    }

    @Override
    public boolean isRunning() {
        return driver != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void stop() {
        connected = null;
        if (driver != null) {
            driver.stop();
            driver = null;
        }
    }

    /// The driver connects again by itself, but not for the first time.
    private Disposable connect(RedisClient client) {
        var uri = RedisURI.create(settings.redis());
        return Mono.fromCompletionStage(() -> client.connectAsync(StringCodec.UTF8, uri))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, BETWEEN_ATTEMPTS))
                .subscribe(connection -> {
                    var commands = connection.async();
                    connected = new Connected(commands, commands.digest(script));
                });
    }

    private ClientOptions options() {
        return ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUESTIONS_MAX)
                .timeoutOptions(TimeoutOptions.enabled(settings.timeout()))
                .socketOptions(
                        SocketOptions.builder()
                                .connectTimeout(settings.connectTimeout())
                                .keepAlive(true)
                                .build())
                .build();
    }

    private static String script() {
        try {
            return new ClassPathResource("limits/take.lua")
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Driver(ClientResources resources, RedisClient client, Disposable connecting) {

        void stop() {
            connecting.dispose();
            client.shutdown(Duration.ZERO, Duration.ofSeconds(SHUTDOWN_SECONDS));
            var gone = resources.shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
            if (!gone.awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                log.warn("the Redis driver did not stop in time");
            }
        }
    }

    private record Connected(RedisAsyncCommands<String, String> commands, String digest) {

        CompletionStage<Long> take(String[] keys, String[] costs) {
            return commands.evalsha(digest, ScriptOutputType.INTEGER, keys, costs);
        }

        /// A Redis that was started anew has never heard of the script.
        CompletionStage<Long> teach(String script, String[] keys, String[] costs) {
            return commands.eval(script, ScriptOutputType.INTEGER, keys, costs);
        }
    }
}
