package com.winemall.notification.mail;

import static com.winemall.notification.mail.SomeMails.about;
import static com.winemall.notification.mail.SomeMails.mailTo;
import static com.winemall.notification.mail.SomeMails.newCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CustomerId;
import com.winemall.notification.mail.Addressee.Customer;
import com.winemall.test.NeedsBackends;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@NeedsBackends
class MailsIT {

    private final MailDatabase database = MailDatabase.empty();
    private final Mails mails = database.mails(TestSettings.with(Map.of("per-second", "1000")));

    @Test
    void several_threads_that_write_the_same_mails_write_each_once()
            throws InterruptedException, ExecutionException {
        var customer = database.customer("ko");
        var orders = IntStream.range(0, 100).mapToObj(i -> "order-" + i).toList();
        var start = new CyclicBarrier(4);
        Callable<Void> writer =
                () -> {
                    var shuffled = new ArrayList<>(orders);
                    Collections.shuffle(shuffled);
                    start.await();
                    database.write(
                            shuffled.stream()
                                    .map(order -> about(order, 1, new Customer(customer)))
                                    .toList());
                    return null;
                };

        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(4, writer))) {
                done.get();
            }
        }

        assertThat(database.count(MailStatus.PENDING)).isEqualTo(100);
    }

    @Test
    void old_news_about_a_cause_that_come_late_are_left_out() {
        var to = new Customer(database.customer("ko"));
        var canceled = SomeMails.canceled(CancelReason.OVERDUE);
        var news = new Mail(mailTo(to).id(), "order", new Mail.Told("saga", 7), to, canceled);

        database.write(List.of(news));
        database.write(List.of(about("order", 5, to), about("another", 5, to)));

        assertThat(causes()).containsExactlyInAnyOrder("order", "another");
    }

    @Test
    void versions_of_two_tellers_do_not_compare() {
        var to = new Customer(database.customer("ko"));
        var canceled = SomeMails.canceled(CancelReason.OVERDUE);
        var news = new Mail(mailTo(to).id(), "order", new Mail.Told("shop", 7), to, canceled);
        var timeless = new Mail(mailTo(to).id(), "another", null, to, canceled);

        database.write(List.of(news, timeless));
        database.write(List.of(about("order", 5, to), about("another", 5, to)));

        assertThat(causes()).containsExactlyInAnyOrder("order", "order", "another", "another");
    }

    @Test
    void what_waits_is_counted_by_kind_with_the_age_of_the_oldest() {
        var customer = database.customer("ko");
        database.write(List.of(mailTo(customer), mailTo(customer), mailTo(newCustomer())));
        database.jdbc.sql("update mail set asked_at = now() - interval '90.7 seconds'").update();

        assertThat(database.ledger.waiting())
                .isEqualTo(
                        Map.of(
                                MailKind.ORDER_ACCEPTED,
                                new MailLedger.Waiting(2, Duration.ofSeconds(90))));
        assertThat(database.ledger.withoutAddress()).isEqualTo(1);
    }

    @Test
    void a_mail_written_while_the_address_was_being_written_is_found() {
        var customer = newCustomer();
        var mail = mailTo(customer);
        database.write(List.of(mail));
        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.WAITING_FOR_ADDRESS);
        assertThat(database.ledger.withoutAddress()).isEqualTo(1);

        insert(customer);
        assertThat(database.overlooked()).isEqualTo(1);

        assertThat(mails.releaseOverlooked()).isEqualTo(1);
        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.PENDING);
        assertThat(database.overlooked()).isZero();
    }

    @Test
    void a_mail_to_somebody_who_left_in_the_meantime_is_dropped_when_its_turn_comes() {
        var customer = database.customer("ko");
        var mail = mailTo(customer);
        var other = mailTo(database.customer("ko"));
        database.write(List.of(mail, other));
        leave(customer);

        var claimed = claim();

        assertThat(claimed.mails()).extracting(ClaimedMail::id).containsExactly(other.id());
        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.RECIPIENT_LEFT);
        assertThat(database.summary(mail).attempts()).isZero();
        assertThat(database.summary(mail).recipient()).isNull();
    }

    @Test
    void a_mail_to_somebody_who_has_left_is_never_due() {
        var customer = database.customer("ko");
        leave(customer);
        var mail = mailTo(customer);

        database.write(List.of(mail));

        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.RECIPIENT_LEFT);
        assertThat(resend(mail)).isFalse();
    }

    @Test
    void what_was_sent_before_its_reader_left_stays_sent_and_is_not_sent_again() {
        var customer = database.customer("ko");
        var mail = mailTo(customer);
        database.write(List.of(mail));
        var claimed = claim().mails().getFirst();
        mails.mark(
                List.of(
                        new Mark(
                                claimed.id(),
                                claimed.claim(),
                                Language.KO,
                                "subject",
                                new Mark.Result.Sent("message"))));
        leave(customer);

        mails.drop(Set.of(customer));

        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.SENT);
        assertThat(resend(mail)).isFalse();
    }

    @Test
    void a_mail_in_doubt_whose_reader_has_left_is_nobodys_concern_any_more() {
        var customer = database.customer("ko");
        var unseen = database.customer("ko");
        var mail = mailTo(customer);
        var overdue = mailTo(unseen);
        database.write(List.of(mail, overdue));
        handOver(claim());
        database.jdbc.sql("update mail set due_at = now()").update();
        leave(unseen);
        assertThat(claim().doubtful()).extracting(DoubtfulMail::id).containsExactly(mail.id());
        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.IN_DOUBT);
        assertThat(database.summary(overdue).status()).isEqualTo(MailStatus.RECIPIENT_LEFT);

        leave(customer);
        mails.drop(Set.of(customer));

        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.RECIPIENT_LEFT);
        assertThat(database.count("claim is not null or handed_at is not null")).isZero();
        assertThat(resend(mail)).isFalse();
    }

    @Test
    void a_mail_is_written_to_in_the_language_and_at_the_address_of_the_moment_it_goes_out() {
        var customer = database.customer("ko");
        database.write(List.of(mailTo(customer)));
        database.jdbc
                .sql("update customer set locale = 'en-GB', email = 'new@example.com', version = 2")
                .update();

        var claimed = claim().mails().getFirst();

        assertThat(claimed.recipient())
                .isEqualTo(new Recipient("new@example.com", "Somebody", Language.EN));
        assertThat(claimed.facts()).isEqualTo(SomeMails.ACCEPTED);
    }

    @Test
    void a_language_nobody_writes_in_is_korean() {
        database.write(List.of(mailTo(database.customer("fr"))));

        assertThat(claim().mails().getFirst().recipient().language()).isEqualTo(Language.KO);
    }

    private List<String> causes() {
        return database.ledger.list(new MailFilter(null, null, null), 0, 10).stream()
                .map(MailSummary::cause)
                .toList();
    }

    private ClaimedMails claim() {
        var claim = new ClaimId(newCustomer().value());
        return database.transaction.execute(_ -> mails.claim(claim, 100));
    }

    private void handOver(ClaimedMails claimed) {
        mails.handOver(
                claimed.mails().stream()
                        .map(mail -> new HandOver(mail.id(), mail.claim()))
                        .toList());
    }

    private boolean resend(Mail mail) {
        return database.transaction.execute(_ -> mails.resend(mail.id(), "Tester"));
    }

    private void insert(CustomerId customer) {
        database.jdbc
                .sql("insert into customer values (:id, 1, 'a@example.com', 'A', 'ko', false)")
                .param("id", customer.value())
                .update();
    }

    private void leave(CustomerId customer) {
        database.jdbc
                .sql(
                        """
                        update customer
                        set has_left = true, email = null, name = null, locale = null
                        where id = :id
                        """)
                .param("id", customer.value())
                .update();
    }
}
