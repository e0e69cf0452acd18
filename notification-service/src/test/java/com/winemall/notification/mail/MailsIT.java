package com.winemall.notification.mail;

import static com.winemall.notification.mail.SomeMails.about;
import static com.winemall.notification.mail.SomeMails.mailTo;
import static com.winemall.notification.mail.SomeMails.newCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import com.winemall.notification.mail.Addressee.Customer;
import com.winemall.test.NeedsBackends;
import java.time.Duration;
import java.time.Instant;
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

    @Test
    void a_mail_that_has_its_time_is_due_then_and_not_before_and_does_not_wait_until_then() {
        var customer = database.customer("ko");
        var later = SomeMails.reminder(customer, in(60), in(120));
        var now = SomeMails.reminder(customer, in(-1), in(60));

        database.write(List.of(later, now));

        assertThat(database.ledger.waiting().get(MailKind.PAYMENT_REMINDER).mails()).isEqualTo(1);
        assertThat(claim().mails()).extracting(ClaimedMail::id).containsExactly(now.id());
        assertThat(database.summary(later).status()).isEqualTo(MailStatus.PENDING);
    }

    @Test
    void a_mail_whose_time_is_over_is_withdrawn_when_its_turn_comes() {
        var mail = SomeMails.reminder(database.customer("ko"), in(-60), in(-1));
        database.write(List.of(mail));

        assertThat(claim().mails()).isEmpty();

        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.WITHDRAWN);
        assertThat(database.summary(mail).attempts()).isZero();
        assertThat(resend(mail)).isFalse();
    }

    @Test
    void a_mail_whose_time_ends_between_claim_and_hand_over_is_not_handed_over() {
        var mail = SomeMails.reminder(database.customer("ko"), in(-60), in(60));
        var other = mailTo(database.customer("ko"));
        database.write(List.of(mail, other));
        var claimed = claim();
        database.jdbc
                .sql("update mail set expires_at = now() - interval '1 second' where id = :id")
                .param("id", mail.id().value())
                .update();

        assertThat(handOver(claimed)).containsExactly(other.id());

        database.jdbc.sql("update mail set due_at = now() where handed_at is null").update();
        assertThat(claim().mails()).isEmpty();
        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.WITHDRAWN);
    }

    @Test
    void settling_a_cause_withdraws_its_timely_mails_and_no_others() {
        var customer = database.customer("ko");
        var reminder = SomeMails.reminderOf("order", customer, in(60), in(120));
        var other = SomeMails.reminderOf("another", customer, in(60), in(120));
        var accepted = about("order", 1, new Customer(customer));
        database.write(List.of(reminder, other, accepted));

        assertThat(settle("order", "unheard of")).isEqualTo(1);
        assertThat(settle("order")).isZero();

        assertThat(database.summary(reminder).status()).isEqualTo(MailStatus.WITHDRAWN);
        assertThat(database.summary(other).status()).isEqualTo(MailStatus.PENDING);
        assertThat(database.summary(accepted).status()).isEqualTo(MailStatus.PENDING);
    }

    @Test
    void a_claimed_mail_is_withdrawn_until_it_is_handed_over() {
        var customer = database.customer("ko");
        var claimedOnly = SomeMails.reminderOf("claimed", customer, in(-1), in(120));
        var handed = SomeMails.reminderOf("handed", customer, in(-1), in(120));
        database.write(List.of(claimedOnly, handed));
        var claimed = claim();
        handOver(only(claimed, handed));

        settle("claimed", "handed");

        assertThat(handOver(only(claimed, claimedOnly))).isEmpty();
        assertThat(database.summary(claimedOnly).status()).isEqualTo(MailStatus.WITHDRAWN);
        assertThat(database.summary(handed).status()).isEqualTo(MailStatus.SENDING);
    }

    @Test
    void a_timely_mail_that_ses_had_no_time_for_is_not_tried_again_once_its_cause_is_settled() {
        var mail = SomeMails.reminderOf("order", database.customer("ko"), in(-1), in(120));
        database.write(List.of(mail));
        var claimed = claim();
        handOver(claimed);
        settle("order");
        var one = claimed.mails().getFirst();
        mails.mark(
                List.of(
                        new Mark(
                                one.id(),
                                one.claim(),
                                Language.KO,
                                "subject",
                                new Mark.Result.TryAgain(Duration.ZERO, "not now"))));

        assertThat(claim().mails()).isEmpty();

        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.WITHDRAWN);
    }

    @Test
    void a_timely_mail_of_a_cause_that_was_settled_before_is_withdrawn_from_the_start() {
        settle("order");
        var mail = SomeMails.reminderOf("order", database.customer("ko"), in(-1), in(120));

        database.write(List.of(mail));

        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.WITHDRAWN);
    }

    @Test
    void a_timely_mail_written_while_its_cause_was_being_settled_is_not_sent()
            throws InterruptedException, ExecutionException {
        var customer = database.customer("ko");
        for (int i = 0; i < 50; i++) {
            var cause = "order-" + i;
            var start = new CyclicBarrier(2);
            try (var threads = Executors.newFixedThreadPool(2)) {
                var writing =
                        threads.submit(() -> {
                            start.await();
                            database.write(
                                    List.of(
                                            SomeMails.reminderOf(
                                                    cause, customer, in(-1), in(120))));
                            return null;
                        });
                var settling =
                        threads.submit(() -> {
                            start.await();
                            return settle(cause);
                        });
                writing.get();
                settling.get();
            }
        }

        assertThat(claim().mails()).isEmpty();

        assertThat(database.count(MailStatus.WITHDRAWN)).isEqualTo(50);
    }

    @Test
    void an_address_that_becomes_known_does_not_make_a_mail_due_before_its_time() {
        var customer = newCustomer();
        var released = SomeMails.reminder(customer, in(60), in(120));
        database.write(List.of(released));
        insert(customer);
        mails.release(Set.of(customer));

        assertThat(claim().mails()).isEmpty();
        assertThat(database.summary(released).status()).isEqualTo(MailStatus.PENDING);

        database.jdbc.sql("update mail set status = 'WAITING_FOR_ADDRESS'").update();
        assertThat(mails.releaseOverlooked()).isEqualTo(1);
        assertThat(claim().mails()).isEmpty();
    }

    @Test
    void settled_causes_are_forgotten_after_a_while() {
        settle("old", "new");
        database.jdbc
                .sql(
                        "update settled_cause set settled_at = now() - interval '25 hours' where cause = 'old'")
                .update();

        assertThat(mails.forgetSettled()).isEqualTo(1);
        assertThat(mails.forgetSettled()).isZero();
    }

    @Test
    void a_customer_s_mails_of_a_kind_are_withdrawn_until_they_are_handed_over() {
        var customer = database.customer("ko");
        var unwanted = restock("wine/restock/3", customer);
        var anotherWine = restock("beer/restock/3", customer);
        var anotherCustomer = restock("wine/restock/3", database.customer("ko"));
        database.write(List.of(unwanted, anotherWine, anotherCustomer));

        assertThat(mails.withdraw(customer, MailKind.RESTOCK, "wine/restock/")).isEqualTo(1);

        assertThat(database.summary(unwanted).status()).isEqualTo(MailStatus.WITHDRAWN);
        assertThat(database.count(MailStatus.PENDING)).isEqualTo(2);
    }

    @Test
    void writing_says_what_was_not_there_before() {
        var to = new Customer(database.customer("ko"));
        var first = about("order", 1, to);
        var again = about("order", 1, to);
        var other = about("another", 1, to);

        assertThat(mails.write(List.of(first))).containsExactly(first.id());
        assertThat(mails.write(List.of(again, other))).containsExactly(other.id());
    }

    @Test
    void the_deadline_of_an_order_is_what_its_customer_was_told() {
        var order = new OrderId(newCustomer().value());
        database.write(List.of(about(order.toString(), 1, new Customer(newCustomer()))));

        assertThat(
                        database.ledger.paymentDeadlines(
                                Set.of(order, new OrderId(newCustomer().value()))))
                .isEqualTo(Map.of(order, SomeMails.DUE));
    }

    private static Instant in(int seconds) {
        return Instant.now().plusSeconds(seconds);
    }

    private static Mail restock(String cause, CustomerId customer) {
        return new Mail(
                new MailId(newCustomer().value()),
                cause,
                null,
                new Customer(customer),
                new MailFacts.Restock(new ProductId(newCustomer().value()), "Barolo", 3));
    }

    private int settle(String... causes) {
        return database.transaction.execute(_ -> mails.settle(Set.of(causes)));
    }

    private static ClaimedMails only(ClaimedMails claimed, Mail mail) {
        return new ClaimedMails(
                claimed.mails().stream().filter(one -> one.id().equals(mail.id())).toList(),
                List.of(),
                Duration.ZERO,
                false);
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

    private Set<MailId> handOver(ClaimedMails claimed) {
        return mails.handOver(
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
