package com.winemall.order.payment;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Goes on with payments a crash left behind, or the provider did not answer about. Any number of
/// instances share the work.
@Component
class PaymentSweeper {

    private final Payments payments;
    private final PaymentWork work;
    private final PaymentSettings settings;
    private final TransactionOperations transaction;
    private final Clock clock;

    PaymentSweeper(
            Payments payments,
            PaymentWork work,
            PaymentSettings settings,
            TransactionOperations transaction,
            Clock clock) {
        this.payments = payments;
        this.work = work;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${winemall.payments.sweep-interval:250ms}")
    void sweep() {
        // What was claimed has to be begun before its lease is over, however slow the provider is.
        int max = settings.batchMax() - work.underWay();
        if (max > 0) {
            work.goOn(Objects.requireNonNull(transaction.execute(_ -> claim(max))));
        }
    }

    private List<Payment> claim(int max) {
        var now = clock.instant();
        return payments.claimDue(now, now.plus(settings.lease()), max);
    }
}
