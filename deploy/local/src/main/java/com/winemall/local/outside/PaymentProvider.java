package com.winemall.local.outside;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The payment provider sets money aside, takes it and gives it back. Its behaviour is for those
/// who pay; whoever looks at its books is always answered.
final class PaymentProvider {

    private static final Duration SLOW = Duration.ofSeconds(3);
    private static final long AMOUNT_MAX = 1_000_000_000_000L;
    private static final int TOKEN_LENGTH_MAX = 255;
    private static final int PAGE_MAX = 1000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Payments payments;
    private final Behaviour behaviour;
    private final Clock clock;

    PaymentProvider(Payments payments, Behaviour behaviour, Clock clock) {
        this.payments = payments;
        this.behaviour = behaviour;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.on("POST", "/payment-intents/{id}/authorization", treated(this::authorize));
        routes.on("POST", "/payment-intents/{id}/capture", treated(this::capture));
        routes.on("POST", "/payment-intents/{id}/void", treated(this::close));
        routes.on("POST", "/payment-intents/{id}/refund", treated(this::refund));
        routes.on("GET", "/payment-intents/{id}", treated(this::one));
        routes.on("GET", "/payment-intents", this::list);
        routes.on("GET", "/ledger", _ -> Answer.json(200, payments.totals()));
        behaviour.addTo(routes);
    }

    private Routes.Handler treated(Routes.Handler handler) {
        return request ->
                switch (behaviour.treat()) {
                    case SERVED -> handler.answer(request);
                    case FAILED -> Problem.INTERNAL_ERROR.answer("The provider has a bad day");
                    case THROTTLED ->
                            Answer.later(Problem.TOO_MANY_REQUESTS, "One call after the other");
                    case DOWN ->
                            Answer.later(Problem.SERVICE_UNAVAILABLE, "The provider is closed");
                };
    }

    private Answer authorize(Request request) throws IOException {
        var key = request.idempotencyKey();
        var body = request.body(Authorization.class);
        List<InvalidField> errors = new ArrayList<>(amountErrors(body.amount()));
        if (body.attempt() == null || body.attempt() < 1) {
            errors.add(new InvalidField("attempt", "must be 1 or more"));
        }
        if (body.token() == null
                || body.token().isBlank()
                || body.token().length() > TOKEN_LENGTH_MAX) {
            errors.add(
                    new InvalidField(
                            "token", "must have 1 to " + TOKEN_LENGTH_MAX + " characters"));
        }
        refuse(errors);
        var id = intentId(request);
        var movement =
                new Movement.Authorize(
                        requireNonNull(body.amount()),
                        requireNonNull(body.attempt()),
                        requireNonNull(body.token()));
        var before = payments.answered(key, id, movement);
        return before.isPresent()
                ? answer(before.get())
                : authorize(key, id, movement, Card.of(movement.token()));
    }

    private Answer authorize(String key, String id, Movement.Authorize movement, Card card) {
        return switch (card) {
            case GOOD, DECLINED, UNKNOWN -> answer(moved(key, id, movement));
            case UNAVAILABLE -> Answer.later(Problem.SERVICE_UNAVAILABLE, "Nobody is there");
            case SLOW -> {
                behaviour.pause(SLOW);
                yield answer(moved(key, id, movement));
            }
            case LOST_REPLY ->
                    switch (moved(key, id, movement)) {
                        case Payments.Reply.Given(var _, var refusal, var isRepeated)
                                when refusal == null && !isRepeated ->
                                Answer.hangUp();
                        case Payments.Reply reply -> answer(reply);
                    };
        };
    }

    private Answer capture(Request request) throws IOException {
        return move(request, new Movement.Capture(amount(request)));
    }

    private Answer close(Request request) throws IOException {
        request.body(Nothing.class);
        return move(request, new Movement.Release());
    }

    private Answer refund(Request request) throws IOException {
        return move(request, new Movement.Refund(amount(request)));
    }

    private Answer move(Request request, Movement movement) {
        return answer(moved(request.idempotencyKey(), intentId(request), movement));
    }

    private Payments.Reply moved(String key, String id, Movement movement) {
        return payments.move(key, id, movement, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static Answer answer(Payments.Reply reply) {
        return switch (reply) {
            case Payments.Reply.Given(var intent, var refusal, var _) ->
                    refusal == null
                            ? Answer.json(200, requireNonNull(intent))
                            : refusal.answer("No money has moved");
            case Payments.Reply.KeyReused() ->
                    Problem.IDEMPOTENCY_KEY_REUSED.answer("It belongs to another call");
        };
    }

    private Answer one(Request request) {
        return payments.find(intentId(request))
                .map(intent -> Answer.json(200, intent))
                .orElseGet(() -> Problem.NOT_FOUND.answer("There is no such intent"));
    }

    private Answer list(Request request) {
        var after = request.parameter("after").orElse("");
        int limit = request.parameter("limit", PAGE_MAX, 1, PAGE_MAX);
        return Answer.json(200, payments.list(after, limit));
    }

    private static String intentId(Request request) {
        var id = request.part(1);
        if (!ID.matcher(id).matches()) {
            throw invalid(List.of(new InvalidField("id", "must match " + ID)));
        }
        return id;
    }

    private static long amount(Request request) throws IOException {
        var amount = request.body(Amount.class).amount();
        refuse(amountErrors(amount));
        return requireNonNull(amount);
    }

    private static List<InvalidField> amountErrors(@Nullable Long amount) {
        return amount == null || amount < 1 || amount > AMOUNT_MAX
                ? List.of(new InvalidField("amount", "must be from 1 to " + AMOUNT_MAX))
                : List.of();
    }

    private static void refuse(List<InvalidField> errors) {
        if (!errors.isEmpty()) {
            throw invalid(errors);
        }
    }

    private static Refused invalid(List<InvalidField> errors) {
        return new Refused(Problem.INVALID_REQUEST.answer(errors));
    }

    /// As they are sent, before they are known to make sense.
    record Authorization(
            @Nullable Long amount, @Nullable Integer attempt, @Nullable String token) {}

    record Amount(@Nullable Long amount) {}

    record Nothing() {}
}
