package com.winemall.notification.bounce.sns;

import com.winemall.notification.bounce.FeedbackSettings;
import com.winemall.starter.secret.LocalMall;
import com.winemall.starter.secret.UnsafeSetting;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Asks SNS.
@Component
class SnsHttp {

    private static final int BYTES_MAX = 64 * 1024;

    private final HttpClient http;
    private final Duration timeout;
    private final @Nullable URI standIn;

    /// @throws UnsafeSetting if somebody else is to answer in SNS's name outside the local mall:
    ///   whoever hands out the certificates can sign whatever they like
    SnsHttp(FeedbackSettings settings, Environment environment) {
        if (settings.endpoint() != null && !LocalMall.isOn(environment)) {
            throw new UnsafeSetting(
                    "winemall.mail.feedback.endpoint",
                    "is good for the local mall only",
                    "Remove it: certificates come from Amazon");
        }
        this.http =
                HttpClient.newBuilder()
                        .connectTimeout(settings.connectTimeout())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
        this.timeout = settings.timeout();
        this.standIn = settings.endpoint();
    }

    /// @throws IOException also if SNS is there and has trouble
    HttpResponse<byte[]> get(SnsAddress address) throws IOException {
        var request =
                HttpRequest.newBuilder(standIn == null ? address.uri() : address.at(standIn))
                        .timeout(timeout)
                        .build();
        try {
            var answer =
                    http.send(
                            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BYTES_MAX));
            if (answer.statusCode() >= 500) {
                throw new IOException("SNS answers " + answer.statusCode());
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }
}
