package com.winemall.local.bench;

import com.winemall.local.client.Customer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Places orders, pays them and waits for the outcome, doing as little else as it can: what it
/// takes, it takes from the mall it measures.
final class OrderClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private static final int NO_ANSWER = 0;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    /// What an order begins with.
    private static final String ID = "{\"id\":\"";

    private static final int ID_LENGTH = 36;
    private static final String PAYMENT = "{\"method\":\"CARD\",\"token\":\"tok_ok\"}";

    private final URI gateway;
    private final URI orders;
    private final HttpClient http;
    private final Map<String, Integer> wrong = new ConcurrentHashMap<>();

    OrderClient(URI gateway) {
        this.gateway = gateway;
        this.orders = gateway.resolve("/api/orders");
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /// Orders one bottle.
    ///
    /// @return the order's id, if it was accepted
    Optional<String> place(Customer customer, String product, @Nullable String coupon) {
        var body =
                "{\"lines\":[{\"productId\":\""
                        + product
                        + "\",\"quantity\":1}]"
                        + (coupon == null ? "" : ",\"couponCode\":\"" + coupon + "\"")
                        + "}";
        var answer = send(post(orders, customer, body).header("Prefer", "wait=30").build());
        if (answer.status() != ACCEPTED || !answer.is("NOTPAYED") || !answer.isOrder()) {
            wrong("an order", answer);
            return Optional.empty();
        }
        return Optional.of(answer.body().substring(ID.length(), ID.length() + ID_LENGTH));
    }

    /// Comes to a sale event.
    ///
    /// @return the outcome, or the code of the problem
    String enter(Customer customer, String event) {
        var entries = gateway.resolve("/api/events/" + event + "/entries");
        return send(post(entries, customer, "{}").build()).outcome();
    }

    /// Pays an order.
    ///
    /// @return whether it is paid: stock committed, money taken
    boolean pay(Customer customer, String order) {
        var one = URI.create(orders + "/" + order);
        var answer = send(post(URI.create(one + "/payment"), customer, PAYMENT).build());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (answer.isUnderWay() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            answer = send(request(one, customer).GET().build());
        }
        if (answer.status() != OK || !answer.is("PREPARING")) {
            wrong("a payment", answer);
            return false;
        }
        return true;
    }

    /// What was answered instead of what was wanted, and how often, since this was asked last.
    Map<String, Integer> wrongAnswers() {
        Map<String, Integer> answers = new TreeMap<>(wrong);
        wrong.clear();
        return answers;
    }

    @Override
    public void close() {
        http.close();
    }

    private void wrong(String wanted, Answer answer) {
        wrong.merge(wanted + " was answered " + answer.inShort(), 1, Integer::sum);
    }

    private static HttpRequest.Builder post(URI uri, Customer customer, String body) {
        return request(uri, customer)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder request(URI uri, Customer customer) {
        return HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + customer.accessToken());
    }

    private Answer send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(NO_ANSWER, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(NO_ANSWER, e.toString());
        }
    }

    /// @param body what went wrong, if there was no answer
    private record Answer(int status, String body) {

        private static final Pattern OUTCOME =
                Pattern.compile("\"(?:outcome|code)\":\"([A-Z_]+)\"");
        private static final Pattern WORDS =
                Pattern.compile("\"(?:status|code|orderStatus)\":\"([A-Z_]+)\"");

        String outcome() {
            var outcome = OUTCOME.matcher(body);
            return outcome.find() ? outcome.group(1) : inShort();
        }

        boolean isOrder() {
            return body.startsWith(ID);
        }

        boolean isUnderWay() {
            return (status == OK || status == ACCEPTED) && is("PAYING");
        }

        boolean is(String orderStatus) {
            return body.contains("\"status\":\"" + orderStatus + "\"");
        }

        /// Only what many answers have in common.
        String inShort() {
            if (status == NO_ANSWER) {
                return "by nobody: " + body;
            }
            var words = new StringBuilder().append(status);
            WORDS.matcher(body).results().forEach(word -> words.append(' ').append(word.group(1)));
            return words.toString();
        }
    }
}
