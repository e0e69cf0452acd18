package com.winemall.orchestrator.saga;

import com.winemall.orchestrator.saga.SagaMessage.Due;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Lets sagas act that nobody has answered in time. What is stuck is found on the sagas' own rows;
/// there is no second queue that could forget one.
@Component
class SagaTimer {

    private static final Logger log = LoggerFactory.getLogger(SagaTimer.class);

    private final Sagas sagas;
    private final SagaHandler handler;
    private final Outbox outbox;
    private final SagaTimerSettings settings;
    private final TransactionOperations transaction;
    private final Clock clock;

    SagaTimer(
            Sagas sagas,
            SagaHandler handler,
            Outbox outbox,
            SagaTimerSettings settings,
            TransactionOperations transaction,
            Clock clock) {
        this.sagas = sagas;
        this.handler = handler;
        this.outbox = outbox;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${winemall.saga.timer.interval:500ms}")
    void tick() {
        int acted;
        do {
            acted = transaction.execute(_ -> letDueOnesAct());
        } while (acted == settings.batchMax());
    }

    private int letDueOnesAct() {
        var due = sagas.lockDue(clock.instant(), settings.batchMax());
        if (due.isEmpty()) {
            return 0;
        }
        log.atWarn().addKeyValue("sagas", due.size()).log("nobody answered in time");
        var decisions = handler.handle(due.stream().map(Due::new).toList());
        outbox.add(SagaHandler.messages(decisions).stream().map(SagaOutgoing::of).toList());
        return due.size();
    }
}
