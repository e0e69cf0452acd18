package com.winemall.gateway.routes;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Pages of the dead letters of all services. Each service has its own, the newest first; they are
/// merged, and each is read no further than the page asked for reaches.
@Component
class DeadLetterPages {

    /// Letters services show at once at most.
    static final int SIZE_MAX = 100;

    private static final Comparator<JsonNode> NEWEST_FIRST =
            Comparator.<JsonNode, Instant>comparing(
                            letter -> Instant.parse(letter.path("at").asString()))
                    .thenComparing(letter -> letter.path("id").asString())
                    .reversed();

    private final AllServices services;
    private final JsonMapper json;

    DeadLetterPages(AllServices services, JsonMapper json) {
        this.services = services;
        this.json = json;
    }

    /// A service that is silent at first is left out and named; one that falls silent in the middle
    /// has no page at all for an answer.
    Mono<Void> answer(ServerWebExchange exchange, int page, int size) {
        var question = new Question(exchange, page, size);
        return Flux.fromArray(Service.values())
                .flatMapSequential(service -> ask(question, service, 0))
                .collectList()
                .flatMap(replies -> answer(question, replies))
                .onErrorResume(FellSilent.class, _ -> services.unavailable(exchange));
    }

    private Mono<Void> answer(Question question, List<Reply> replies) {
        var refusal = Reply.said(replies).filter(Reply.Said::isRefusal).findFirst();
        if (refusal.isPresent()) {
            return services.passOn(question.exchange(), refusal.get());
        }
        var lists = Reply.said(replies).filter(Reply.Said::isOk).map(this::read).toList();
        if (lists.isEmpty()) {
            return services.unavailable(question.exchange());
        }
        var asked = lists.stream().map(Letters::service).toList();
        var unavailable =
                Stream.of(Service.values())
                        .filter(service -> !asked.contains(service))
                        .map(Service::label)
                        .toList();
        long total = lists.stream().mapToLong(Letters::total).sum();
        var numbers =
                new Numbers(
                        question.page(),
                        question.size(),
                        total,
                        Math.ceilDiv(total, question.size()));
        return merged(question, lists)
                .collectList()
                .flatMap(content ->
                        write(question.exchange(), new Page(content, numbers, unavailable)));
    }

    private Flux<JsonNode> merged(Question question, List<Letters> lists) {
        return lists.stream()
                .map(list -> all(question, list, 0).take(question.end()))
                .reduce(Flux.empty(), (one, other) -> one.mergeComparingWith(other, NEWEST_FIRST))
                .skip(question.end() - question.size())
                .take(question.size());
    }

    /// A service's letters from these on. What comes after them is asked for when it is needed.
    private Flux<JsonNode> all(Question question, Letters these, int number) {
        var now = Flux.fromIterable(these.content());
        return these.content().size() < question.chunk()
                ? now
                : now.concatWith(
                        Flux.defer(() -> ask(question, these.service(), number + 1))
                                .map(this::readOrFail)
                                .concatMap(next -> all(question, next, number + 1)));
    }

    private Mono<Reply> ask(Question question, Service service, int number) {
        return services.get(question.exchange(), service, question.target(number));
    }

    private Letters readOrFail(Reply reply) {
        if (reply instanceof Reply.Said said && said.isOk()) {
            return read(said);
        }
        throw new FellSilent();
    }

    private Letters read(Reply.Said said) {
        var document = json.readTree(said.body());
        return new Letters(
                said.service(),
                document.path("content").valueStream().toList(),
                document.path("page").path("totalElements").asLong());
    }

    private Mono<Void> write(ServerWebExchange exchange, Page page) {
        var response = exchange.getResponse();
        var document = json.writeValueAsBytes(page);
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setContentLength(document.length);
        response.getHeaders().setCacheControl("no-store");
        return response.writeWith(Mono.just(response.bufferFactory().wrap(document)));
    }

    /// What is asked for.
    private record Question(ServerWebExchange exchange, int page, int size) {

        /// How many of the newest letters the page and those before it are.
        long end() {
            return (page + 1L) * size;
        }

        /// How many letters a service is asked for at once.
        int chunk() {
            return (int) Math.min(end(), SIZE_MAX);
        }

        /// The caller's own question, but for the page: that is another one at each service.
        String target(int number) {
            var uri = exchange.getRequest().getURI();
            var target = new StringBuilder(uri.getRawPath()).append('?');
            if (uri.getRawQuery() != null) {
                Stream.of(uri.getRawQuery().split("&", -1))
                        .filter(part -> !part.startsWith("page=") && !part.startsWith("size="))
                        .forEach(part -> target.append(part).append('&'));
            }
            return target.append("page=")
                    .append(number)
                    .append("&size=")
                    .append(chunk())
                    .toString();
        }
    }

    /// Some of a service's letters.
    ///
    /// @param total how many it has
    private record Letters(Service service, List<JsonNode> content, long total) {}

    /// @param unavailable services whose letters are missing
    private record Page(List<JsonNode> content, Numbers page, List<String> unavailable) {}

    private record Numbers(int number, int size, long totalElements, long totalPages) {}

    /// A service answered first, and then no more.
    private static final class FellSilent extends RuntimeException {

        private static final long serialVersionUID = 1;

        FellSilent() {
            super(null, null, false, false);
        }
    }
}
