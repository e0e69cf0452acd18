package com.winemall.starter.deadletter;

import com.winemall.starter.deadletter.DeadLetter.Action;
import com.winemall.starter.deadletter.DeadLetter.Outcome;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Decides that nobody will handle a letter. It is kept, with who wanted that and why.
final class DiscardDeadLetterHandler {

    private static final Logger log = LoggerFactory.getLogger(DiscardDeadLetterHandler.class);

    private final DeadLetterTable table;
    private final TransactionOperations transaction;
    private final Clock clock;

    DiscardDeadLetterHandler(
            DeadLetterTable table, TransactionOperations transaction, Clock clock) {
        this.table = table;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @param by the operator
    Outcome handle(UUID id, String by, String reason) {
        return transaction.execute(_ -> discard(id, by, reason));
    }

    private Outcome discard(UUID id, String by, String reason) {
        var letter = table.lock(id).orElse(null);
        if (letter == null) {
            return new Outcome.Unknown();
        }
        return switch (letter.status()) {
            case DISCARDED -> new Outcome.Decided(letter);
            case REDRIVEN -> new Outcome.DecidedOtherwise(letter.status());
            case WAITING -> {
                log.atInfo()
                        .addKeyValue("deadLetterId", id)
                        .addKeyValue("by", by)
                        .log("a dead letter is discarded");
                yield new Outcome.Decided(
                        table.discarded(letter, Action.discarded(by, clock.instant(), reason)));
            }
        };
    }
}
