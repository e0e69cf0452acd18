package com.winemall.user.member;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.user.CustomerLeft;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lets a member go. Nothing about the person is kept: the row goes, and their logins with it, and
/// the address is free. What they ordered stays with the services it belongs to, under an id that
/// is nobody's from now on.
@Component
@Transactional
class LeaveHandler {

    private static final Logger log = LoggerFactory.getLogger(LeaveHandler.class);

    private final Members members;
    private final Outbox outbox;
    private final Clock clock;

    LeaveHandler(Members members, Outbox outbox, Clock clock) {
        this.members = members;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @return whether they were a member
    boolean handle(CustomerId id) {
        var member = members.lockToChange(id.value()).orElse(null);
        if (member == null) {
            return false;
        }
        long lastVersion = member.version() + 1;
        members.delete(member);
        outbox.add(
                Outgoing.to(
                        Topics.USER_EVENTS,
                        id + "/" + lastVersion,
                        new CustomerLeft(id, lastVersion, clock.instant())));
        log.atInfo().addKeyValue("customerId", id).log("member left");
        return true;
    }
}
