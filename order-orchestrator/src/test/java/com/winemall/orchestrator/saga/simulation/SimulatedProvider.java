package com.winemall.orchestrator.saga.simulation;

import com.winemall.contracts.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The payment provider, and the way to it: requests are lost or late, answers are lost, it is slow
/// or not there. It keeps what it answered to a key. It forgives less than ours does: a capture or
/// a refund under another key moves the money again.
final class SimulatedProvider {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofSeconds(3);

    private final Network network;
    private final Plant plant;
    private final Consumer<OrderId> beforeCapture;
    private final Map<String, Intent> intents = new HashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();

    private Instant dies = Instant.MAX;
    private Instant isBack = Instant.MAX;

    /// @param beforeCapture looks whether the money may be taken
    SimulatedProvider(Network network, Plant plant, Consumer<OrderId> beforeCapture) {
        this.network = network;
        this.plant = plant;
        this.beforeCapture = beforeCapture;
    }

    void isDown(Instant from, Duration length) {
        dies = from;
        isBack = from.plus(length);
    }

    /// Asks, and hears an answer once: the provider's, or that there is none.
    void ask(Request request, Consumer<Answer> heard) {
        if (network.happens(8)) {
            network.after(network.some(20), () -> heard.accept(new Answer.NotDone()));
            return;
        }
        var call = new Call(heard);
        network.after(TIME_LIMIT, () -> call.hear(new Answer.Unknown()));
        if (network.happens(6)) {
            network.tell("LOST on its way to the provider", request);
            return;
        }
        network.after(
                wayOf(request),
                () -> {
                    var answer = serve(request);
                    if (network.happens(8)) {
                        network.tell("LOST on its way from the provider", answer);
                        return;
                    }
                    network.after(network.some(30), () -> call.hear(answer));
                });
    }

    private Duration wayOf(Request request) {
        if (network.happens(12)) {
            return network.some(90_000);
        }
        var way = network.some(network.isTroubled() ? 300 : 30);
        boolean slow = request instanceof Request.Authorize it && it.token() == Token.SLOW;
        return slow ? way.plus(SLOW) : way;
    }

    private Answer serve(Request request) {
        if (!network.now().isBefore(dies) && network.now().isBefore(isBack)) {
            return new Answer.NotDone();
        }
        if (network.happens(4)) {
            // It failed and did nothing, which its caller cannot know.
            return new Answer.Unknown();
        }
        if (request instanceof Request.Ask(_, var id)) {
            var intent = intents.get(id);
            return intent == null
                    ? new Answer.NotFound()
                    : new Answer.Yes(intent.status, intent.attempt);
        }
        if (request instanceof Request.Authorize it && it.token() == Token.UNAVAILABLE) {
            return new Answer.NotDone();
        }
        boolean first = !answers.containsKey(request.key());
        var answer =
                answers.computeIfAbsent(
                        request.key(),
                        _ -> {
                            var done = serveOnce(request);
                            network.tell("provider", request, "→", done);
                            return done;
                        });
        boolean lost =
                first && request instanceof Request.Authorize it && it.token() == Token.LOST_REPLY;
        return lost ? new Answer.Unknown() : answer;
    }

    private Answer serveOnce(Request request) {
        var known = intents.get(request.intent());
        return switch (request) {
            case Request.Authorize authorize -> authorize(authorize);
            case Request.Capture(var order, _, _) -> capture(order, known);
            case Request.Release _ -> release(request.intent(), known);
            case Request.Refund _ -> refund(known);
            case Request.Ask _ -> throw new IllegalStateException("asking has no key");
        };
    }

    private Answer authorize(Request.Authorize request) {
        var intent = intents.computeIfAbsent(request.intent(), _ -> new Intent(request.amount()));
        intent.attempt = request.attempt();
        return switch (intent.status) {
            case REQUIRES_PAYMENT -> {
                if (request.token() == Token.DECLINED) {
                    yield new Answer.Declined();
                }
                intent.status = Status.AUTHORIZED;
                intent.authorized += intent.amount;
                issuerMayDrop(intent);
                yield new Answer.Yes(intent.status, intent.attempt);
            }
            case AUTHORIZED -> new Answer.Yes(intent.status, intent.attempt);
            case CAPTURED, VOIDED, REFUNDED -> new Answer.No();
        };
    }

    /// Cards are cancelled and limits lowered: an authorization may be gone when it is wanted.
    private void issuerMayDrop(Intent intent) {
        if (network.happens(4)) {
            network.after(
                    network.some(20_000),
                    () -> {
                        if (intent.status == Status.AUTHORIZED) {
                            network.tell("issuer", "drops an authorization");
                            intent.release();
                        }
                    });
        }
    }

    private Answer capture(OrderId order, @Nullable Intent intent) {
        if (intent == null
                || (intent.status != Status.AUTHORIZED && intent.status != Status.CAPTURED)) {
            return new Answer.No();
        }
        beforeCapture.accept(order);
        intent.status = Status.CAPTURED;
        intent.captured += intent.amount;
        return new Answer.Yes(intent.status, intent.attempt);
    }

    private Answer release(String id, @Nullable Intent known) {
        if (known == null || known.status == Status.REQUIRES_PAYMENT) {
            if (plant == Plant.VOID_WITHOUT_TOMBSTONE) {
                return new Answer.Yes(Status.VOIDED, 0);
            }
            var intent = known == null ? new Intent(0) : known;
            intents.put(id, intent);
            intent.status = Status.VOIDED;
            return new Answer.Yes(Status.VOIDED, intent.attempt);
        }
        return switch (known.status) {
            case AUTHORIZED -> {
                known.release();
                yield new Answer.Yes(known.status, known.attempt);
            }
            case REQUIRES_PAYMENT, VOIDED -> new Answer.Yes(known.status, known.attempt);
            case CAPTURED, REFUNDED -> new Answer.No();
        };
    }

    private static Answer refund(@Nullable Intent intent) {
        if (intent == null
                || (intent.status != Status.CAPTURED && intent.status != Status.REFUNDED)) {
            return new Answer.No();
        }
        intent.status = Status.REFUNDED;
        intent.refunded += intent.amount;
        return new Answer.Yes(intent.status, intent.attempt);
    }

    /// What moved for an order, over all its intents.
    Money moneyOf(OrderId order) {
        var sum = new Money(0, 0, 0, 0);
        for (var entry : intents.entrySet()) {
            if (entry.getKey().startsWith(order.toString())) {
                var it = entry.getValue();
                sum =
                        new Money(
                                sum.authorized + it.authorized,
                                sum.captured + it.captured,
                                sum.voided + it.voided,
                                sum.refunded + it.refunded);
            }
        }
        return sum;
    }

    /// Won, of each kind of movement.
    record Money(long authorized, long captured, long voided, long refunded) {

        /// What the customer cannot spend and the shop does not have.
        long heldBack() {
            return authorized - Math.min(captured, authorized) - voided;
        }

        /// What the shop has.
        long kept() {
            return captured - refunded;
        }
    }

    /// The cards of the customers, by what becomes of paying with them.
    enum Token {
        OK,
        DECLINED,
        SLOW,
        UNAVAILABLE,
        LOST_REPLY
    }

    enum Status {
        REQUIRES_PAYMENT,
        AUTHORIZED,
        CAPTURED,
        VOIDED,
        REFUNDED
    }

    /// What is asked of it. All but [Ask] have a key.
    sealed interface Request {

        OrderId order();

        String intent();

        String key();

        record Authorize(
                OrderId order, String intent, String key, long amount, int attempt, Token token)
                implements Request {}

        record Capture(OrderId order, String intent, String key) implements Request {}

        record Release(OrderId order, String intent, String key) implements Request {}

        record Refund(OrderId order, String intent, String key) implements Request {}

        /// What became of it?
        record Ask(OrderId order, String intent) implements Request {

            @Override
            public String key() {
                throw new IllegalStateException("asking has no key");
            }
        }
    }

    /// What the caller hears.
    sealed interface Answer {

        record Yes(Status status, int attempt) implements Answer {}

        record Declined() implements Answer {}

        /// The intent is not in a state for it.
        record No() implements Answer {}

        record NotFound() implements Answer {}

        /// This request has surely done nothing.
        record NotDone() implements Answer {}

        /// No answer in time, or one that says nothing.
        record Unknown() implements Answer {}
    }

    private static final class Intent {

        private final long amount;
        private Status status = Status.REQUIRES_PAYMENT;
        private int attempt;
        private long authorized;
        private long captured;
        private long voided;
        private long refunded;

        private Intent(long amount) {
            this.amount = amount;
        }

        private void release() {
            status = Status.VOIDED;
            voided += amount;
        }
    }

    /// One that hears no second answer.
    private static final class Call {

        private final Consumer<Answer> heard;
        private boolean over;

        private Call(Consumer<Answer> heard) {
            this.heard = heard;
        }

        private void hear(Answer answer) {
            if (!over) {
                over = true;
                heard.accept(answer);
            }
        }
    }
}
