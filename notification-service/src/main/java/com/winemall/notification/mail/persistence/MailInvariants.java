package com.winemall.notification.mail.persistence;

import com.winemall.starter.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What must always hold about mails. What is merely under way has a grace of ten seconds.
@Configuration(proxyBeanMethods = false)
class MailInvariants {

    @Bean
    Invariant oneMailForACause() {
        return new Invariant(
                "each cause sends each person at most one mail",
                """
                select m.id || ' was sent ' || m.sent_count || ' times'
                from mail m
                where m.sent_count > 1
                  and m.sent_count > 1 + (select count(*)
                                          from mail_resend r
                                          where r.mail_id = m.id)
                """);
    }

    @Bean
    Invariant noMailIsStuck() {
        return new Invariant(
                "no mail stays under way beyond its sender's lease (grace 10 s)",
                """
                select id || ' since ' || due_at
                from mail
                where status = 'SENDING' and due_at < now() - interval '10 seconds'
                """);
    }

    @Bean
    Invariant noMailIsOverlooked() {
        return new Invariant(
                "no mail waits for an address that is known (grace 10 s)",
                """
                select m.id || ' since ' || m.due_at
                from mail m
                join customer c on c.id = m.customer_id
                where m.status = 'WAITING_FOR_ADDRESS' and m.due_at < now() - interval '10 seconds'
                """);
    }

    @Bean
    Invariant everyFailureHasAReason() {
        return new Invariant(
                "every mail that was given up, suppressed or is in doubt says why",
                """
                select id::text
                from mail
                where status in ('FAILED', 'IN_DOUBT', 'SUPPRESSED') and last_error is null
                """);
    }

    @Bean
    Invariant whoLeftIsForgotten() {
        return new Invariant(
                "people who left are forgotten",
                "select id::text from customer where has_left and email is not null");
    }
}
