package com.winemall.starter.instances;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.HttpServerErrorException.ServiceUnavailable;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;

/// Where the instances of one service are. What they know is in their database, so any of them will
/// do. As a setting: addresses with commas between them. In a cluster it is one, behind which the
/// cluster chooses.
///
/// @param addresses in the order in which they are asked; at least one
public record Instances(List<URI> addresses) {

    public Instances {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a service without an address");
        }
    }

    /// How settings are read.
    public static Instances valueOf(String setting) {
        return new Instances(
                Stream.of(setting.split(",")).map(String::strip).map(URI::create).toList());
    }

    /// Asks one instance: the first that is there, and does not say that it cannot answer now.
    ///
    /// @param question may be put to several, so it must not matter how often
    /// @throws RestClientException what the last of them met with
    public <T extends @Nullable Object> T ask(Function<URI, T> question) {
        for (var address : addresses.subList(0, addresses.size() - 1)) {
            try {
                return question.apply(address);
            } catch (RestClientException e) {
                if (!mayAnotherHelp(e)) {
                    throw e;
                }
            }
        }
        return question.apply(addresses.getLast());
    }

    private static boolean mayAnotherHelp(RestClientException failure) {
        return switch (failure) {
            case ServiceUnavailable _ -> true;
            case ResourceAccessException e ->
                    e.getCause() instanceof ConnectException
                            || e.getCause() instanceof HttpConnectTimeoutException;
            default -> false;
        };
    }
}
