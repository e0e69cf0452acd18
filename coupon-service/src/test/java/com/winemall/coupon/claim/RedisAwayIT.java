package com.winemall.coupon.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.coupon.CouponServiceTest;
import com.winemall.coupon.Mall;
import com.winemall.embedded.FreePorts;
import com.winemall.embedded.RedisServer;
import com.winemall.test.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A Redis of this test's own is killed, and started again over what it has kept.
@DirtiesContext
@CouponServiceTest
class RedisAwayIT {

    private static final int PORT = FreePorts.one();

    @TempDir private static Path directory;
    private static RedisServer server;

    private final Mall mall;
    private final TestClock clock;

    RedisAwayIT(Mall mall, TestClock clock) {
        this.mall = mall;
        this.clock = clock;
    }

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry properties) {
        start();
        properties.add("spring.data.redis.url", () -> "redis://127.0.0.1:" + PORT);
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void nobody_claims_while_it_is_away_and_everything_else_goes_on() {
        var campaign = mall.campaignOf(2);
        var anna = mall.someone();
        var ben = mall.someone();
        var cleo = mall.someone();
        var annas = mall.couponOf(campaign, anna);
        var bens = mall.couponOf(campaign, ben);
        mall.claim(campaign, cleo);
        ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
        server.close();

        long asked = System.nanoTime();
        var refused = mall.claim(campaign, mall.someone());

        assertThat(refused.refusal()).isEqualTo("503 SERVICE_UNAVAILABLE");
        assertThat(refused.retryAfter()).isPresent();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
        assertThat(mall.look(campaign).path("waiting").asInt()).isEqualTo(1);
        assertThat(mall.api().as(ben).get("/api/coupons").body().path("content")).hasSize(1);
        assertThat(mall.giveBack(annas, anna).status()).isEqualTo(204);

        start();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> {
                    // The keeper looks after all pools when time goes on.
                    clock.advance(Duration.ofSeconds(1));
                    return mall.claim(campaign, cleo).text("couponCode") != null;
                });
        assertThat(mall.claim(campaign, ben).text("couponCode")).isEqualTo(bens.value());
        assertThat(mall.claim(campaign, anna).body().path("position").asInt()).isEqualTo(1);
        assertThat(mall.broken()).isEmpty();
    }

    private static void start() {
        server =
                RedisServer.start(
                        directory.resolve("bin"),
                        directory.resolve("data"),
                        PORT,
                        directory.resolve("redis.log"));
    }
}
