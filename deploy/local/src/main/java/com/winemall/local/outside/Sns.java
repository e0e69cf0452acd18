package com.winemall.local.outside;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Amazon SNS, as far as SES speaks through it: one topic, one subscriber, messages signed as SNS
/// signs them. Its key is made on this machine and never leaves it, and only the local mall
/// believes its certificate.
final class Sns implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Sns.class);

    private static final String TOPIC = "arn:aws:sns:ap-northeast-2:000000000000:mails";
    private static final String HOST = "https://sns.ap-northeast-2.amazonaws.com";
    private static final String CERTIFICATE = "/SimpleNotificationService-local.pem";
    private static final String ALIAS = "sns";
    private static final char[] PASSWORD = "password".toCharArray();
    private static final int TRIES_MAX = 4;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// What is signed, in this order.
    private static final List<String> SIGNED =
            List.of("Message", "MessageId", "Timestamp", "TopicArn", "Type");

    private final Path keys;
    private final URI subscriber;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable KeyStore opened;

    /// @param keys where its key is kept, made when it is needed first
    /// @param subscriber whom messages are delivered to
    Sns(Path keys, URI subscriber, Clock clock) {
        this.keys = keys;
        this.subscriber = subscriber;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.on(
                "GET",
                CERTIFICATE,
                _ -> Answer.bytes(200, "application/x-pem-file", certificate()));
    }

    /// Delivers a message in its own time.
    void publish(byte[] message) {
        deliveries.execute(() -> deliver(Json.written(signed(new String(message, UTF_8))), 1));
    }

    @Override
    public void close() {
        deliveries.shutdownNow();
        http.shutdownNow();
    }

    private void deliver(byte[] body, int tries) {
        var request =
                HttpRequest.newBuilder(subscriber)
                        .timeout(PATIENCE)
                        .header("Content-Type", "text/plain; charset=UTF-8")
                        .header("x-amz-sns-message-type", "Notification")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        if (isTaken(request)) {
            return;
        }
        if (tries == TRIES_MAX) {
            log.warn("nobody takes what SES has to say");
            return;
        }
        CompletableFuture.delayedExecutor(PAUSE.toSeconds() * tries, TimeUnit.SECONDS, deliveries)
                .execute(() -> deliver(body, tries + 1));
    }

    /// A refusal is an answer, too: SNS repeats only what was not answered, or with a 5xx.
    private boolean isTaken(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException e) {
            log.info("{} does not answer: {}", subscriber, e.toString());
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<String, String> signed(String message) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Type", "Notification");
        fields.put("MessageId", UUID.randomUUID().toString());
        fields.put("TopicArn", TOPIC);
        fields.put("Message", message);
        fields.put("Timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        fields.put("SignatureVersion", "2");
        fields.put("SigningCertURL", HOST + CERTIFICATE);
        var text =
                SIGNED.stream()
                        .map(name -> name + "\n" + fields.get(name) + "\n")
                        .collect(Collectors.joining());
        try {
            var signer = Signature.getInstance("SHA256withRSA");
            signer.initSign((PrivateKey) keyStore().getKey(ALIAS, PASSWORD));
            signer.update(text.getBytes(UTF_8));
            fields.put("Signature", Base64.getEncoder().encodeToString(signer.sign()));
            return fields;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not signed", e);
        }
    }

    private byte[] certificate() {
        try {
            var encoded =
                    Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(keyStore().getCertificate(ALIAS).getEncoded());
            return ("-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n")
                    .getBytes(US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate", e);
        }
    }

    private synchronized KeyStore keyStore() {
        if (opened == null) {
            try {
                if (!Files.exists(keys)) {
                    make(keys);
                }
                opened = KeyStore.getInstance(keys.toFile(), PASSWORD);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(keys + " has no keys", e);
            }
        }
        return opened;
    }

    /// The JDK makes certificates with its tool only.
    private static void make(Path keys) throws IOException {
        Files.createDirectories(keys.getParent());
        var tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                ALIAS,
                                "-keyalg",
                                "RSA",
                                "-keysize",
                                "2048",
                                "-dname",
                                "CN=sns.amazonaws.com",
                                "-validity",
                                "3650",
                                "-keystore",
                                keys.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (tool.waitFor() != 0) {
                throw new IOException("keytool makes no key");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
