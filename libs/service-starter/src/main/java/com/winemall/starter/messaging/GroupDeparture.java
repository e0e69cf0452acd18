package com.winemall.starter.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/// Takes consumers that have ended out of their groups. Those with a name that outlives their
/// process do not leave by themselves: after a crash their share is kept for them. But whoever ends
/// in good order may not come back, and the others must not wait for a session to expire before
/// they get its share.
final class GroupDeparture {

    private static final Logger log = LoggerFactory.getLogger(GroupDeparture.class);

    private final KafkaAdmin kafka;
    private final Duration timeout;

    GroupDeparture(KafkaAdmin kafka, Duration timeout) {
        this.kafka = kafka;
        this.timeout = timeout;
    }

    void of(List<Member> members) {
        if (members.isEmpty()) {
            return;
        }
        try (var admin = Admin.create(settings())) {
            var departures = members.stream().map(member -> removal(admin, member)).toList();
            for (var departure : departures) {
                await(departure);
            }
        } catch (ExecutionException | TimeoutException e) {
            log.atWarn()
                    .log(
                            "consumers that have ended may still be in their groups: {}",
                            e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static KafkaFuture<Void> removal(Admin admin, Member member) {
        var leaving = Set.of(new MemberToRemove(member.name()));
        return admin.removeMembersFromConsumerGroup(
                        member.group(), new RemoveMembersFromConsumerGroupOptions(leaving))
                .all();
    }

    /// Fine, too, if it never came to be in its group.
    private void await(KafkaFuture<Void> departure)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            departure.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownMemberIdException)) {
                throw e;
            }
        }
    }

    private Map<String, Object> settings() {
        int millis = Math.toIntExact(timeout.toMillis());
        Map<String, Object> settings = new HashMap<>(kafka.getConfigurationProperties());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        return settings;
    }

    /// @param name of the consumer, in its group
    record Member(String group, String name) {}
}
