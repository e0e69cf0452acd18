package com.winemall.notification.deadletters;

import com.winemall.notification.mail.MailFacts.DeadLetters;
import com.winemall.starter.instances.Instances;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/// Asks each service how many dead letters wait there: only their owner knows which were redriven
/// or discarded.
@Component
class DeadLetterCounts {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterCounts.class);
    private static final String PATH = "/actuator/deadletters";

    private final RestClient http;
    private final DigestSettings settings;

    DeadLetterCounts(DigestSettings settings, RestClient.Builder builder) {
        var requests =
                new JdkClientHttpRequestFactory(
                        HttpClient.newBuilder().connectTimeout(settings.connectTimeout()).build());
        requests.setReadTimeout(settings.readTimeout());
        this.http = builder.requestFactory(requests).build();
        this.settings = settings;
    }

    DeadLetters ask() {
        List<DeadLetters.Waiting> waiting = new ArrayList<>();
        List<String> unasked = new ArrayList<>();
        settings.services()
                .forEach((service, instances) -> {
                    try {
                        waiting.addAll(ask(service, instances));
                    } catch (RestClientException e) {
                        log.atWarn()
                                .addKeyValue("to", service)
                                .log("no word about dead letters: {}", e.toString());
                        unasked.add(service);
                    }
                });
        int total = waiting.stream().mapToInt(DeadLetters.Waiting::letters).sum();
        return new DeadLetters(total, waiting, unasked);
    }

    private List<DeadLetters.Waiting> ask(String service, Instances instances) {
        var answer =
                instances.ask(address ->
                        http.get().uri(URI.create(address + PATH)).retrieve().body(Answer.class));
        if (answer == null) {
            throw new RestClientException("an empty answer");
        }
        return answer.waiting().stream()
                .map(it ->
                        new DeadLetters.Waiting(
                                service, it.topic(), it.consumer(), it.waiting(), it.oldestAt()))
                .toList();
    }

    private record Answer(List<Waiting> waiting) {}

    private record Waiting(String topic, String consumer, int waiting, Instant oldestAt) {}
}
