package com.winemall.notification.bounce;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Amazon SNS, with a key and a certificate of its own: signs messages as SNS's documentation says,
/// hands out its certificate, and hears who confirms a subscription.
final class TestSns implements AutoCloseable {

    static final String TOPIC = "arn:aws:sns:ap-northeast-2:123456789012:winemall-mails";

    /// Where the real one has its certificates. Whoever asks is sent here by the local mall's
    /// setting.
    static final String SNS = "https://sns.ap-northeast-2.amazonaws.com";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PASSWORD = "password";

    private final HttpServer server;
    private final PrivateKey key;
    private final Queue<String> confirmed = new ConcurrentLinkedQueue<>();

    TestSns() {
        try {
            var keys = keys();
            key = (PrivateKey) keys.getKey("sns", PASSWORD.toCharArray());
            var certificate = pem(keys);
            var other = pem(keys());
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            serve("/SimpleNotificationService-1.pem", certificate);
            serve("/SimpleNotificationService-of-another.pem", other);
            serve("/SimpleNotificationService-of-nothing.pem", "nothing".getBytes(US_ASCII));
            // The connection is closed without an answer.
            server.createContext(
                    "/SimpleNotificationService-away.pem", exchange -> exchange.close());
            server.createContext(
                    "/confirm",
                    exchange -> {
                        confirmed.add(exchange.getRequestURI().getQuery());
                        exchange.sendResponseHeaders(200, -1);
                        exchange.close();
                    });
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key", e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> confirmed() {
        return List.copyOf(confirmed);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /// What SES says of a mail.
    static String bounce(String type, String address, Object mailId) {
        return """
        {"eventType":"Bounce",
         "bounce":{"bounceType":"%s","bounceSubType":"General",
                   "bouncedRecipients":[{"emailAddress":"%s","status":"5.1.1"}]},
         "mail":{"messageId":"ses-1","tags":{"mail-id":["%s"],"kind":["ORDER_ACCEPTED"]}},
         "somethingNew":{}}
        """
                .formatted(type, address, mailId);
    }

    /// In the other of SES's two ways to say it.
    static String complaint(String address) {
        return """
        {"notificationType":"Complaint",
         "complaint":{"complaintFeedbackType":"abuse",
                      "complainedRecipients":[{"emailAddress":"Jane <%s>"}]},
         "mail":{"messageId":"ses-1"}}
        """
                .formatted(address);
    }

    /// A message of SNS before it is signed.
    static Map<String, String> notification(String message) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Type", "Notification");
        fields.put("MessageId", UUID.randomUUID().toString());
        fields.put("TopicArn", TOPIC);
        fields.put("Message", message);
        fields.put("Timestamp", timestamp(Instant.now()));
        fields.put("SignatureVersion", "2");
        fields.put("SigningCertURL", SNS + "/SimpleNotificationService-1.pem");
        return fields;
    }

    static Map<String, String> question(String type) {
        var fields = notification("You have chosen to subscribe to a topic.");
        fields.put("Type", type);
        fields.put("Token", "token-1");
        fields.put("SubscribeURL", SNS + "/confirm?Token=token-1");
        return fields;
    }

    /// As SNS writes it.
    static String timestamp(Instant moment) {
        return Instant.ofEpochMilli(moment.toEpochMilli() / 1000 * 1000 + 123).toString();
    }

    String signed(Map<String, String> fields) {
        var signed = new LinkedHashMap<>(fields);
        signed.put("Signature", signature(fields));
        return JSON.writeValueAsString(signed);
    }

    String signature(Map<String, String> fields) {
        var names =
                fields.get("Type").equals("Notification")
                        ? List.of(
                                "Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
                        : List.of(
                                "Message",
                                "MessageId",
                                "SubscribeURL",
                                "Timestamp",
                                "Token",
                                "TopicArn",
                                "Type");
        var text =
                names.stream()
                        .filter(fields::containsKey)
                        .map(name -> name + "\n" + fields.get(name) + "\n")
                        .collect(Collectors.joining());
        try {
            var signer =
                    Signature.getInstance(
                            "1".equals(fields.get("SignatureVersion"))
                                    ? "SHA1withRSA"
                                    : "SHA256withRSA");
            signer.initSign(key);
            signer.update(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not signed", e);
        }
    }

    private void serve(String path, byte[] body) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                    }
                });
    }

    private static byte[] pem(KeyStore keys) throws GeneralSecurityException {
        var encoded =
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getCertificate("sns").getEncoded());
        return ("-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n")
                .getBytes(US_ASCII);
    }

    /// The JDK makes certificates with its tool only.
    private static KeyStore keys() throws IOException, GeneralSecurityException {
        var directory = Files.createTempDirectory("sns");
        var file = directory.resolve("keys.p12");
        var tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "sns",
                                "-keyalg",
                                "RSA",
                                "-keysize",
                                "2048",
                                "-dname",
                                "CN=sns.amazonaws.com",
                                "-validity",
                                "2",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        try {
            if (tool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        var keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        Files.delete(file);
        Files.delete(directory);
        return keys;
    }
}
