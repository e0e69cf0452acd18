package com.winemall.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientAddressesTest {

    private final ClientAddresses addresses =
            new ClientAddresses(settings("10.0.0.0/8", "fd00::/8"));

    @Test
    void a_client_that_calls_directly_is_not_asked_where_it_comes_from() throws Exception {
        assertThat(of("203.0.113.7", "198.51.100.1")).isEqualTo("203.0.113.7");
    }

    @Test
    void our_proxy_says_for_whom_it_calls() throws Exception {
        assertThat(of("10.0.0.1", "203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(of("fd00::1", "2001:db8::7")).isEqualTo("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void of_several_hops_the_last_that_is_not_ours_counts() throws Exception {
        assertThat(of("10.0.0.1", "1.1.1.1, 203.0.113.7, 10.0.0.9")).isEqualTo("203.0.113.7");
        assertThat(of("10.0.0.1", "1.1.1.1", "203.0.113.7, 10.0.0.9")).isEqualTo("203.0.113.7");
    }

    @Test
    void what_is_no_address_is_not_believed() throws Exception {
        assertThat(of("10.0.0.1", "unknown")).isEqualTo("10.0.0.1");
        assertThat(of("10.0.0.1", "203.0.113.7, <script>")).isEqualTo("10.0.0.1");
        assertThat(of("10.0.0.1")).isEqualTo("10.0.0.1");
    }

    @Test
    void a_household_is_one_bucket() throws Exception {
        var one = ClientAddresses.bucket(InetAddress.getByName("2001:db8:1:2::1"));
        var other = ClientAddresses.bucket(InetAddress.getByName("2001:db8:1:2:ffff::9"));
        var neighbour = ClientAddresses.bucket(InetAddress.getByName("2001:db8:1:3::1"));

        assertThat(one).isEqualTo(other).isNotEqualTo(neighbour);
        assertThat(ClientAddresses.bucket(InetAddress.getByName("203.0.113.7")))
                .isEqualTo("203.0.113.7");
    }

    private String of(String remote, String... forwardedFor) throws UnknownHostException {
        var request =
                MockServerHttpRequest.get("/")
                        .remoteAddress(new InetSocketAddress(InetAddress.getByName(remote), 1234));
        for (var hops : forwardedFor) {
            request.header("X-Forwarded-For", hops);
        }
        return addresses.of(request.build()).getHostAddress();
    }

    private static LimitSettings settings(String... trustedProxies) {
        var bucket = new LimitSettings.Bucket(1, 1);
        var pace = new LimitSettings.Pace(bucket, bucket);
        return new LimitSettings(
                URI.create("redis://localhost"),
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                new LimitSettings.Outage(1, 1, Duration.ofSeconds(1), 1),
                pace,
                pace,
                List.of(trustedProxies));
    }
}
