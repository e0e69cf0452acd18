package com.winemall.gateway;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// A service's dead letters, answered as services do.
final class FakeLetters {

    private final String service;
    private final List<Letter> letters = new CopyOnWriteArrayList<>();
    private final List<String> decisions = new CopyOnWriteArrayList<>();

    FakeLetters(String service) {
        this.service = service;
    }

    Letter add(String topic, Instant at) {
        var letter = new Letter(UUID.randomUUID(), service, topic, at);
        letters.add(letter);
        return letter;
    }

    void clear() {
        letters.clear();
        decisions.clear();
    }

    /// What was asked to be done about them, in this service's words.
    List<String> decisions() {
        return decisions;
    }

    Map<String, Object> page(String uri) {
        var query = UriComponentsBuilder.fromUriString(uri).build().getQueryParams();
        int page = Integer.parseInt(query.getFirst("page"));
        int size = Integer.parseInt(query.getFirst("size"));
        var topic = query.getFirst("topic");
        var found =
                letters.stream()
                        .filter(letter -> topic == null || letter.topic().equals(topic))
                        .sorted(Letter.NEWEST_FIRST)
                        .toList();
        return Map.of(
                "content",
                found.stream().skip((long) page * size).limit(size).toList(),
                "page",
                Map.of("totalElements", found.size()));
    }

    /// @return nothing if it is none of this service's
    @Nullable Letter decide(String id, String decision) {
        var own = letters.stream().filter(it -> it.id().toString().equals(id)).findAny();
        own.ifPresent(_ -> decisions.add(decision));
        return own.orElse(null);
    }

    static List<Letter> sorted(Stream<Letter> letters) {
        return letters.sorted(Letter.NEWEST_FIRST).toList();
    }

    record Letter(UUID id, String service, String topic, Instant at) {

        static final Comparator<Letter> NEWEST_FIRST =
                Comparator.comparing(Letter::at)
                        .thenComparing(letter -> letter.id().toString())
                        .reversed();
    }
}
