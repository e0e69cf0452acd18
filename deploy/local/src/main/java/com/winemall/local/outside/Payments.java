package com.winemall.local.outside;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/// The payment provider's ledger: all intents, and what each call was answered, under its key.
/// Nothing is ever forgotten. Intents are in memory; answers are in the file, and there is only
/// kept where.
///
/// Movements are written one after the other: each takes some ten microseconds, and whatever makes
/// a caller wait longer is waited for outside.
final class Payments implements AutoCloseable {

    /// What a call is answered.
    sealed interface Reply {

        /// @param intent null if it was refused and changed nothing
        /// @param refusal null if what was wanted has happened
        /// @param isRepeated whether this was answered before, and nothing happened now
        record Given(@Nullable PaymentIntent intent, @Nullable Problem refusal, boolean isRepeated)
                implements Reply {}

        /// The key belongs to a call for something else.
        record KeyReused() implements Reply {}
    }

    /// The money of all intents together, in won.
    record Totals(long authorized, long captured, long voided, long refunded, long intents) {

        private static final Totals NONE = new Totals(0, 0, 0, 0, 0);

        private Totals changed(@Nullable PaymentIntent before, PaymentIntent after) {
            var with =
                    new Totals(
                            authorized + after.authorized(),
                            captured + after.captured(),
                            voided + after.voided(),
                            refunded + after.refunded(),
                            intents + 1);
            return before == null
                    ? with
                    : new Totals(
                            with.authorized - before.authorized(),
                            with.captured - before.captured(),
                            with.voided - before.voided(),
                            with.refunded - before.refunded(),
                            intents);
        }
    }

    /// One line: a call, and what came of it.
    private record Kept(
            String key, String request, @Nullable PaymentIntent intent, @Nullable Problem refusal) {

        Kept {
            requireNonNull(key);
            requireNonNull(request);
        }

        Reply answerTo(String again) {
            return request.equals(again)
                    ? new Reply.Given(intent, refusal, true)
                    : new Reply.KeyReused();
        }
    }

    private static final ObjectReader READER = Json.tolerant(Kept.class);

    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final NavigableMap<String, PaymentIntent> intents = new ConcurrentSkipListMap<>();

    /// Where the answers are, by their keys.
    private final Map<String, Journal.Entry<String>> answers = new HashMap<>();

    private final Journal<String> journal;
    private volatile Totals totals = Totals.NONE;

    private Payments(Path file) {
        journal = Journal.open(file, Journal.ALL, this::recalled);
        for (var entry : journal.newestFirst()) {
            answers.put(entry.head(), entry);
        }
    }

    static Payments open(Path file) {
        return new Payments(file);
    }

    /// What this call was answered when it came before, if it did.
    Optional<Reply> answered(String key, String intentId, Movement movement) {
        oneAtATime.lock();
        try {
            return Optional.ofNullable(answers.get(key))
                    .map(entry -> kept(entry).answerTo(request(intentId, movement)));
        } finally {
            oneAtATime.unlock();
        }
    }

    /// Moves money, unless this call came before or the intent is not in a state for it.
    Reply move(String key, String intentId, Movement movement, Instant at) {
        oneAtATime.lock();
        try {
            var before = answered(key, intentId, movement);
            if (before.isPresent()) {
                return before.get();
            }
            var decision = PaymentIntent.decide(intentId, intents.get(intentId), movement, at);
            var kept =
                    new Kept(
                            key,
                            request(intentId, movement),
                            decision.intent(),
                            decision.refusal());
            answers.put(key, journal.append(key, Json.written(kept)));
            book(decision.intent());
            return new Reply.Given(decision.intent(), decision.refusal(), false);
        } finally {
            oneAtATime.unlock();
        }
    }

    Optional<PaymentIntent> find(String id) {
        return Optional.ofNullable(intents.get(id));
    }

    /// In the order of their ids.
    ///
    /// @param after the id they begin after; empty for the first ones
    List<PaymentIntent> list(String after, int limit) {
        return intents.tailMap(after, false).values().stream().limit(limit).toList();
    }

    Totals totals() {
        return totals;
    }

    @Override
    public void close() {
        journal.close();
    }

    private String recalled(byte[] line) {
        Kept kept = READER.readValue(line);
        book(kept.intent());
        return kept.key();
    }

    private void book(@Nullable PaymentIntent intent) {
        if (intent != null) {
            totals = totals.changed(intents.put(intent.id(), intent), intent);
        }
    }

    private Kept kept(Journal.Entry<String> entry) {
        return READER.readValue(journal.read(entry).orElseThrow());
    }

    private static String request(String intentId, Movement movement) {
        return intentId + ": " + movement.signature();
    }
}
