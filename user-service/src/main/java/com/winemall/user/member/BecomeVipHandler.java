package com.winemall.user.member;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.user.CustomerBecameVip;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Makes a member VIP, once and for good. That it happened is told through the outbox: an order
/// heard of a second time finds a VIP and could not tell it again.
@Component
public class BecomeVipHandler {

    private static final Logger log = LoggerFactory.getLogger(BecomeVipHandler.class);

    private final Members members;
    private final Outbox outbox;
    private final Clock clock;

    BecomeVipHandler(Members members, Outbox outbox, Clock clock) {
        this.members = members;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Whoever has left meanwhile is nobody to be made anything.
    ///
    /// @param because the order that did it
    @Transactional(propagation = Propagation.MANDATORY)
    public void handle(CustomerId id, OrderId because) {
        var member = members.lockToChange(id.value()).orElse(null);
        if (member == null || !member.becomeVip()) {
            return;
        }
        // The version the event carries is the one this change makes.
        members.flush();
        outbox.add(
                Outgoing.to(
                        Topics.USER_EVENTS,
                        id + "/" + member.version(),
                        new CustomerBecameVip(id, member.version(), because, clock.instant())));
        log.atInfo()
                .addKeyValue("customerId", id)
                .addKeyValue("orderId", because)
                .log("member became VIP");
    }
}
