package com.winemall.order.payment;

import com.winemall.contracts.OrderId;
import com.winemall.order.payment.PaymentProvider.LedgerEntry;
import com.winemall.order.payment.PaymentProvider.LedgerUnavailable;
import com.winemall.order.payment.PaymentProvider.Money;
import com.winemall.starter.audit.Check;
import com.winemall.starter.audit.Comparison;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Holds our payments against the provider's own books: whatever it has set aside or taken belongs
/// to an order of which we know it, and the other way round.
@Component
class ProviderBooks implements Comparison {

    private static final int PAGE = 1000;
    private static final OrderId BEFORE_ALL = new OrderId(new UUID(0, 0));

    /// What changed more recently may be seen by one side only.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final String SENTENCE =
            "the payment provider's books agree with ours (grace " + GRACE.toSeconds() + " s)";

    private final PaymentProvider provider;
    private final Payments payments;
    private final Clock clock;

    ProviderBooks(PaymentProvider provider, Payments payments, Clock clock) {
        this.provider = provider;
        this.payments = payments;
        this.clock = clock;
    }

    @Override
    public Check compare() {
        try {
            var offenders = offenders();
            return Check.of(SENTENCE, offenders, offenders.size());
        } catch (LedgerUnavailable e) {
            return new Check(SENTENCE, false, "could not be asked: " + e.getMessage());
        }
    }

    private List<String> offenders() {
        List<String> offenders = new ArrayList<>();
        var after = BEFORE_ALL;
        List<LedgerEntry> page;
        do {
            page = provider.ledger(after, PAGE);
            var until = page.size() < PAGE ? null : page.getLast().orderId();
            compare(page, payments.range(after, until), offenders);
            after = until == null ? after : until;
        } while (page.size() == PAGE);
        return offenders;
    }

    private void compare(List<LedgerEntry> theirs, List<Payment> ours, List<String> offenders) {
        Map<OrderId, LedgerEntry> unmatched =
                theirs.stream()
                        .collect(Collectors.toMap(LedgerEntry::orderId, Function.identity()));
        var settled = clock.instant().minus(GRACE);
        for (var payment : ours) {
            var entry = unmatched.remove(payment.orderId());
            if (payment.updatedAt().isBefore(settled) && !agree(payment, entry)) {
                offenders.add(
                        "%s is %s of %d won here and %s there"
                                .formatted(
                                        payment.orderId(),
                                        payment.status(),
                                        payment.amount(),
                                        entry == null ? "unknown" : entry.money()));
            }
        }
        for (var entry : unmatched.values()) {
            if (entry.money() == Money.AUTHORIZED || entry.money() == Money.CAPTURED) {
                offenders.add(
                        "%s is %s of %d won there and unknown here"
                                .formatted(entry.orderId(), entry.money(), entry.amount()));
            }
        }
    }

    /// Whoever is being asked at the moment may have answered already.
    private static boolean agree(Payment payment, @Nullable LedgerEntry entry) {
        var money = entry == null ? Money.NONE : entry.money();
        boolean sameAmount = entry == null || entry.amount() == payment.amount();
        return switch (payment.status()) {
            case AUTHORIZING -> money != Money.CAPTURED;
            // A call given up that arrives late sets money aside; when the order ends it is let go.
            case FAILED -> money == Money.NONE || money == Money.AUTHORIZED;
            case AUTHORIZED -> money == Money.AUTHORIZED && sameAmount;
            case CAPTURING -> money != Money.NONE && sameAmount;
            case CAPTURED -> money == Money.CAPTURED && sameAmount;
            case RETURNING -> true;
            case RETURNED -> money == Money.RETURNED;
        };
    }
}
