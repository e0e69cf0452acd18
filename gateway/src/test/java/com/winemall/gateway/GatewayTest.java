package com.winemall.gateway;

import com.winemall.test.NeedsBackends;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;

/// Starts the gateway on a port of its own, in front of the [FakeMall]. It believes 127.0.0.1 to be
/// its proxy, so that each test can come from an address of its own; limits are small, and time
/// limits short.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@NeedsBackends
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "winemall.cors.allowed-origins=https://shop.example,http://localhost:[*]",
            "winemall.lanes.ordinary=1s",
            "winemall.lanes.payment=3s",
            "winemall.lanes.wait-margin=1s",
            "winemall.lanes.breaker.calls=6",
            "winemall.lanes.breaker.calls-min=4",
            "winemall.lanes.breaker.pause=500ms",
            "winemall.live.send-time-max=1s",
            "winemall.web.event-loops=3",
            // The first request this JVM makes; without keys every other test would fail.
            "winemall.tokens.keys-fetch-timeout=10s",
            "winemall.limits.timeout=300ms",
            "winemall.limits.outage.pause=1s",
            "winemall.limits.outage.calls=5",
            "winemall.limits.trusted-proxies=127.0.0.1/32",
            "winemall.limits.ordinary.person.rate=2",
            "winemall.limits.ordinary.person.burst=20",
            "winemall.limits.ordinary.address.rate=4",
            "winemall.limits.ordinary.address.burst=40",
            "winemall.limits.credentials.person.rate=1",
            "winemall.limits.credentials.person.burst=3",
            "winemall.limits.credentials.address.rate=1",
            "winemall.limits.credentials.address.burst=3"
        })
@ContextConfiguration(initializers = FakeMall.Initializer.class)
@TestConstructor(autowireMode = AutowireMode.ALL)
@interface GatewayTest {}
