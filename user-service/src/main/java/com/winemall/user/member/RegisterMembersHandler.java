package com.winemall.user.member;

import static com.winemall.starter.jdbc.Columns.booleans;
import static com.winemall.starter.jdbc.Columns.texts;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.user.CustomerRegistered;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.outbox.Outbox;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Adds members, one or many with one statement, and tells the others. Of all who want one address
/// at the same time the database lets one have it.
@Component
@Transactional
public class RegisterMembersHandler {

    /// What events about a member start to count from.
    private static final long FIRST_VERSION = 1;

    private final JdbcClient jdbc;
    private final Outbox outbox;

    RegisterMembersHandler(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /// @return who is a member now; the others' addresses are taken
    public Set<CustomerId> handle(List<NewMember> candidates) {
        var added = insert(candidates);
        outbox.add(
                candidates.stream()
                        .filter(candidate -> added.contains(candidate.id()))
                        .map(RegisterMembersHandler::registered)
                        .toList());
        return added;
    }

    private Set<CustomerId> insert(List<NewMember> candidates) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                insert into member (id, email, name, password_hash, locale, grade,
                                                    administrator, version, created_at)
                                select id, email, name, password_hash, locale, :grade,
                                       administrator, :version, created_at
                                from unnest(:ids::uuid[], :emails::text[], :names::text[],
                                            :passwordHashes::text[], :locales::text[],
                                            :administrators::boolean[], :times::timestamptz[])
                                     as candidate (id, email, name, password_hash, locale,
                                                   administrator, created_at)
                                on conflict on constraint member_email_once do nothing
                                returning id
                                """)
                        .param("grade", Grade.STANDARD.name())
                        .param("version", FIRST_VERSION)
                        .param("ids", texts(candidates, NewMember::id))
                        .param("emails", texts(candidates, member -> member.email().value()))
                        .param("names", texts(candidates, NewMember::name))
                        .param("passwordHashes", texts(candidates, NewMember::passwordHash))
                        .param("locales", texts(candidates, member -> member.locale().code()))
                        .param("administrators", booleans(candidates, NewMember::administrator))
                        .param("times", texts(candidates, NewMember::createdAt))
                        .query((row, _) -> new CustomerId(row.getObject("id", UUID.class)))
                        .list());
    }

    private static Outgoing registered(NewMember member) {
        return Outgoing.to(
                Topics.USER_EVENTS,
                member.id() + "/" + FIRST_VERSION,
                new CustomerRegistered(
                        member.id(),
                        FIRST_VERSION,
                        member.email().value(),
                        member.name(),
                        member.locale().code(),
                        member.createdAt()));
    }
}
