package com.winemall.notification.coupon;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponAssigned;
import com.winemall.contracts.coupon.CouponEvent;
import com.winemall.contracts.coupon.CouponQueued;
import com.winemall.notification.mail.Addressee;
import com.winemall.notification.mail.Mail;
import com.winemall.notification.mail.MailFacts;
import com.winemall.notification.mail.MailId;
import com.winemall.notification.mail.WriteMailsHandler;
import com.winemall.starter.FreshIds;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import com.winemall.starter.messaging.Tempo;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Hears who got a coupon. Whoever got it at once has read its code in the answer to their claim,
/// and gets no mail: a crowd that is served at the door would keep the mails of all others waiting.
@Component
class CouponEventListener implements PollListener<CouponEvent> {

    private final WriteMailsHandler writing;
    private final FreshIds ids;

    CouponEventListener(WriteMailsHandler writing, FreshIds ids) {
        this.writing = writing;
        this.ids = ids;
    }

    @Override
    public Topic<CouponEvent> topic() {
        return Topics.COUPON_EVENTS;
    }

    @Override
    public String name() {
        return "coupons";
    }

    @Override
    public Tempo tempo() {
        return Tempo.LEISURELY;
    }

    @Override
    public List<Outgoing> onPoll(List<Received<CouponEvent>> poll) {
        writing.handle(poll.stream().flatMap(event -> mail(event.message()).stream()).toList());
        return List.of();
    }

    private Optional<Mail> mail(CouponEvent event) {
        return switch (event) {
            case CouponAssigned assigned when assigned.fromLine() -> Optional.of(mail(assigned));
            case CouponAssigned _, CouponQueued _ -> Optional.empty();
        };
    }

    /// The version makes each assignment a cause of its own: a coupon given back and got once more
    /// is another coupon.
    private Mail mail(CouponAssigned assigned) {
        return new Mail(
                new MailId(ids.next()),
                assigned.campaignId() + "/coupon/" + assigned.version(),
                null,
                new Addressee.Customer(assigned.customerId()),
                new MailFacts.CouponArrived(
                        assigned.campaignName(), assigned.couponCode(), assigned.validUntil()),
                new Mail.Timely(assigned.at(), assigned.validUntil()));
    }
}
