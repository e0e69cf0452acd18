package com.winemall.notification.mail.ses;

import java.util.function.Supplier;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/// Whether the request of one call has begun to leave. Before it has, SES cannot have taken
/// anything, whatever went wrong: a name that is not found, a connection refused, credentials
/// missing. The SDK's exceptions do not tell these from an answer that was lost.
final class Departure {

    private static final ScopedValue<Departure> CURRENT = ScopedValue.newInstance();

    private volatile boolean hasBegun;

    /// Makes the one call this is about.
    <T> T watch(Supplier<T> call) {
        return ScopedValue.where(CURRENT, this).call(call::get);
    }

    boolean hasBegun() {
        return hasBegun;
    }

    /// A client whose calls have to be watched.
    static SdkHttpClient watched(SdkHttpClient http) {
        return new WatchedClient(http);
    }

    /// HTTP clients open the body once they are connected, and write it from there.
    private ContentStreamProvider noticing(ContentStreamProvider body) {
        return () -> {
            hasBegun = true;
            return body.newStream();
        };
    }

    private record WatchedClient(SdkHttpClient http) implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            var departure = CURRENT.get();
            return http.prepareRequest(
                    HttpExecuteRequest.builder()
                            .request(request.httpRequest())
                            .contentStreamProvider(
                                    departure.noticing(
                                            request.contentStreamProvider().orElseThrow()))
                            .metricCollector(request.metricCollector().orElse(null))
                            .build());
        }

        @Override
        public String clientName() {
            return http.clientName();
        }

        @Override
        public void close() {
            http.close();
        }
    }
}
