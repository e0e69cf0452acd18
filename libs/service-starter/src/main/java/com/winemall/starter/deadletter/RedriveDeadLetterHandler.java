package com.winemall.starter.deadletter;

import com.winemall.starter.deadletter.DeadLetter.Action;
import com.winemall.starter.deadletter.DeadLetter.Outcome;
import com.winemall.starter.messaging.DeadRecord;
import com.winemall.starter.messaging.Outage;
import com.winemall.starter.messaging.PollConsumers;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Hands a letter once more to the one consumer that could not handle it. What the consumer does,
/// its answers and the mark on the letter are one transaction: a crash leaves all of them or none,
/// and a letter that is marked is not handed out again.
final class RedriveDeadLetterHandler {

    private static final Logger log = LoggerFactory.getLogger(RedriveDeadLetterHandler.class);

    private final DeadLetterTable table;
    private final PollConsumers consumers;
    private final Outbox outbox;
    private final TransactionOperations transaction;
    private final Clock clock;

    RedriveDeadLetterHandler(
            DeadLetterTable table,
            PollConsumers consumers,
            Outbox outbox,
            TransactionOperations transaction,
            Clock clock) {
        this.table = table;
        this.consumers = consumers;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// A letter that cannot be handled this time either goes on waiting, with what it failed of
    /// now. An outage is nothing the letter could help, and is thrown.
    ///
    /// @param by the operator
    Outcome handle(UUID id, String by) {
        try {
            return transaction.execute(_ -> redrive(id, by));
        } catch (RuntimeException e) {
            if (Outage.isBehind(e)) {
                throw e;
            }
            log.atWarn()
                    .addKeyValue("deadLetterId", id)
                    .addKeyValue("by", by)
                    .setCause(e)
                    .log("a dead letter failed again");
            return transaction.execute(_ -> keep(id, by, DeadRecord.errorOf(e)));
        }
    }

    private Outcome redrive(UUID id, String by) {
        var letter = table.lock(id).orElse(null);
        if (letter == null) {
            return new Outcome.Unknown();
        }
        return switch (letter.status()) {
            case REDRIVEN -> new Outcome.Decided(letter);
            case DISCARDED -> new Outcome.DecidedOtherwise(letter.status());
            case WAITING -> {
                outbox.add(consumers.redeliver(letter.record()));
                log.atInfo()
                        .addKeyValue("deadLetterId", id)
                        .addKeyValue("by", by)
                        .log("a dead letter is redriven");
                yield new Outcome.Decided(
                        table.tried(letter, Action.redriven(by, clock.instant())));
            }
        };
    }

    /// Somebody else may have been luckier, or have discarded it meanwhile.
    private Outcome keep(UUID id, String by, String error) {
        var letter = table.lock(id).orElseThrow();
        return new Outcome.Decided(
                letter.isWaiting()
                        ? table.tried(letter, Action.failedAgain(by, clock.instant(), error))
                        : letter);
    }
}
