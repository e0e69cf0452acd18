package com.winemall.gateway.limits;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/// Where a request comes from. What a client says about itself is not believed: only the proxies we
/// have put in front may say on whose behalf they call.
@Component
public class ClientAddresses {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    private static final int HOPS_MAX = 10;
    private static final int NETWORK_BYTES = 8;

    private final List<IpSubnetFilterRule> trusted;

    ClientAddresses(LimitSettings settings) {
        this.trusted = settings.trustedProxies().stream().map(ClientAddresses::network).toList();
    }

    /// The last address on the way here that is not one of our proxies'.
    public InetAddress of(ServerHttpRequest request) {
        var remote = request.getRemoteAddress();
        if (remote == null) {
            return InetAddress.getLoopbackAddress();
        }
        var address = remote.getAddress();
        if (trusted.isEmpty() || !isTrusted(address)) {
            return address;
        }
        var hops = String.join(",", request.getHeaders().getOrEmpty(FORWARDED_FOR)).split(",", -1);
        for (int i = hops.length - 1; i >= Math.max(0, hops.length - HOPS_MAX); i--) {
            var hop = NetUtil.createInetAddressFromIpAddressString(hops[i].strip());
            if (hop == null) {
                return address;
            }
            address = hop;
            if (!isTrusted(hop)) {
                return hop;
            }
        }
        return address;
    }

    /// Whether the client's own connection is encrypted.
    public boolean isSecure(ServerHttpRequest request) {
        if (request.getSslInfo() != null) {
            return true;
        }
        var remote = request.getRemoteAddress();
        return !trusted.isEmpty()
                && remote != null
                && isTrusted(remote.getAddress())
                && "https".equalsIgnoreCase(request.getHeaders().getFirst(FORWARDED_PROTO));
    }

    /// A household has one IPv4 address, or 2⁶⁴ IPv6 addresses, which count as one.
    static String bucket(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                : address.getHostAddress();
    }

    private boolean isTrusted(InetAddress address) {
        var socket = new InetSocketAddress(address, 0);
        for (var network : trusted) {
            if (network.matches(socket)) {
                return true;
            }
        }
        return false;
    }

    private static IpSubnetFilterRule network(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(text + " is no network like 10.0.0.0/8");
        }
        return new IpSubnetFilterRule(
                text.substring(0, slash),
                Integer.parseInt(text.substring(slash + 1)),
                IpFilterRuleType.ACCEPT);
    }
}
