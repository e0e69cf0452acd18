package com.winemall.notification.order;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.notification.mail.Addressee;
import com.winemall.notification.mail.Mail;
import com.winemall.notification.mail.MailFacts;
import com.winemall.notification.mail.MailId;
import com.winemall.notification.mail.MailLedger;
import com.winemall.notification.mail.MailSettings;
import com.winemall.notification.mail.WithdrawMailsHandler;
import com.winemall.notification.mail.WriteMailsHandler;
import com.winemall.notification.restock.Loss;
import com.winemall.notification.restock.SubscribeLosersHandler;
import com.winemall.starter.FreshIds;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import com.winemall.starter.messaging.Tempo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Hears what the saga has decided about orders.
@Component
class OrderOutcomeListener implements PollListener<OrderOutcome> {

    /// Whose versions outcomes carry.
    private static final String SAGA = "order-orchestrator";

    private final WriteMailsHandler writing;
    private final WithdrawMailsHandler withdrawing;
    private final SubscribeLosersHandler losing;
    private final MailLedger ledger;
    private final MailSettings settings;
    private final FreshIds ids;
    private final Clock clock;

    OrderOutcomeListener(
            WriteMailsHandler writing,
            WithdrawMailsHandler withdrawing,
            SubscribeLosersHandler losing,
            MailLedger ledger,
            MailSettings settings,
            FreshIds ids,
            Clock clock) {
        this.writing = writing;
        this.withdrawing = withdrawing;
        this.losing = losing;
        this.ledger = ledger;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Topic<OrderOutcome> topic() {
        return Topics.ORDER_OUTCOMES;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Tempo tempo() {
        return Tempo.LEISURELY;
    }

    @Override
    public List<Outgoing> onPoll(List<Received<OrderOutcome>> poll) {
        var outcomes = poll.stream().map(Received::message).toList();
        var deadlines = missedDeadlines(outcomes);
        var now = clock.instant();
        List<Mail> mails = new ArrayList<>();
        Map<MailId, OrderCanceled> lost = new HashMap<>();
        Set<String> settled = new HashSet<>();
        for (var outcome : outcomes) {
            OrderMails.factsOf(outcome, deadlines.get(outcome.orderId()))
                    .map(facts -> mail(outcome, facts, null))
                    .ifPresent(mail -> {
                        mails.add(mail);
                        // An order that found no stock was never to be paid: most orders of a rush
                        // end so, and there is nothing to settle.
                        if (outcome instanceof OrderCanceled canceled) {
                            if (canceled.reason() == CancelReason.STOCK_OUT) {
                                lost.put(mail.id(), canceled);
                            } else {
                                settled.add(mail.cause());
                            }
                        }
                    });
            if (outcome instanceof OrderCompleted completed && isWorthAReminder(completed, now)) {
                mails.add(reminder(completed));
            }
        }
        var written = writing.handle(mails);
        // Whose mail was written before is subscribed already, or is not any more.
        lost.keySet().retainAll(written);
        losing.handle(lost.values().stream().flatMap(it -> Loss.of(it).stream()).toList());
        withdrawing.settle(settled);
        return List.of();
    }

    /// The deadlines of orders that missed theirs: what ends an order does not repeat it. An
    /// outcome of the same poll may tell it; all others have told it before.
    private Map<OrderId, Instant> missedDeadlines(List<OrderOutcome> outcomes) {
        Set<OrderId> missed = new HashSet<>();
        for (var outcome : outcomes) {
            if (outcome instanceof OrderCanceled canceled
                    && canceled.reason() == CancelReason.PAYMENT_TIMEOUT) {
                missed.add(canceled.orderId());
            }
        }
        if (missed.isEmpty()) {
            return Map.of();
        }
        var deadlines = new HashMap<>(ledger.paymentDeadlines(missed));
        for (var outcome : outcomes) {
            if (outcome instanceof OrderCompleted completed) {
                deadlines.putIfAbsent(completed.orderId(), completed.paymentDueAt());
            }
        }
        return deadlines;
    }

    private boolean isWorthAReminder(OrderCompleted completed, Instant now) {
        var left = Duration.between(now, completed.paymentDueAt());
        return left.compareTo(settings.reminderLead().multipliedBy(2)) >= 0;
    }

    private Mail reminder(OrderCompleted completed) {
        var dueAt = completed.paymentDueAt();
        return mail(
                completed,
                OrderMails.reminderOf(completed),
                new Mail.Timely(dueAt.minus(settings.reminderLead()), dueAt));
    }

    private Mail mail(OrderOutcome outcome, MailFacts facts, Mail.@Nullable Timely timely) {
        return new Mail(
                new MailId(ids.next()),
                outcome.orderId().toString(),
                new Mail.Told(SAGA, outcome.version()),
                new Addressee.Customer(outcome.customerId()),
                facts,
                timely);
    }
}
