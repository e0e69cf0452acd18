package com.winemall.notification.mail;

import static com.winemall.notification.mail.SomeMails.mailTo;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.notification.mail.TestPostOffice.Received;
import com.winemall.notification.mail.template.TestLetters;
import com.winemall.test.NeedsBackends;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;

@NeedsBackends
class MailSenderIT {

    private final MailDatabase database = MailDatabase.empty();
    private final TestPostOffice postOffice = new TestPostOffice();

    @Test
    void mails_leave_evenly_at_the_configured_pace() {
        database.write(mails(100));

        try (var _ = TestSender.start(database, postOffice, settings(Map.of("per-second", "50")))) {
            await().until(() -> database.count(MailStatus.SENT) == 100);
        }

        var times = postOffice.received().stream().mapToLong(Received::nanoTime).sorted().toArray();
        var took = Duration.ofNanos(times[99] - times[0]);
        assertThat(took).isBetween(Duration.ofMillis(1900), Duration.ofMillis(3500));
        // A second never sees many more than its share: turns are not saved up.
        for (int i = 0; i + 60 < times.length; i++) {
            assertThat(times[i + 60] - times[i]).isGreaterThan(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void instances_at_the_same_table_never_send_one_mail_twice() {
        var settings = settings(Map.of("per-second", "10000", "under-way-max", "8"));
        var other = new TestPostOffice();
        database.write(mails(500));

        try (var _ = TestSender.start(database, postOffice, settings);
                var _ = TestSender.start(database, other, settings)) {
            await().until(() -> database.count(MailStatus.SENT) == 500);
        }

        assertThat(postOffice.received()).isNotEmpty();
        assertThat(other.received()).isNotEmpty();
        assertThat(timesSent(postOffice, other))
                .hasSize(500)
                .allSatisfy((_, count) -> assertThat(count).isOne());
        assertThat(database.count("sent_count > 1")).isZero();
    }

    @Test
    void instances_share_the_pace() {
        var settings = settings(Map.of("per-second", "100"));
        var other = new TestPostOffice();
        database.write(mails(100));

        try (var _ = TestSender.start(database, postOffice, settings);
                var _ = TestSender.start(database, other, settings)) {
            await().until(() -> database.count(MailStatus.SENT) == 100);
        }

        var times =
                Stream.of(postOffice, other)
                        .flatMap(office -> office.received().stream())
                        .mapToLong(Received::nanoTime)
                        .sorted()
                        .toArray();
        assertThat(Duration.ofNanos(times[99] - times[0])).isGreaterThan(Duration.ofMillis(850));
    }

    @Test
    void a_mail_whose_sender_died_before_handing_it_over_goes_out_when_its_lease_is_over() {
        var settings = shortLease();
        var mail = mailTo(database.customer("ko"));
        database.write(List.of(mail));
        claim(settings, 1);
        long claimedAt = System.nanoTime();

        try (var sender = TestSender.start(database, postOffice, settings)) {
            await().until(() -> database.summary(mail).status() == MailStatus.SENT);

            assertThat(sender.doubtful(MailKind.ORDER_ACCEPTED)).isZero();
        }

        assertThat(postOffice.received())
                .singleElement()
                .satisfies(received -> {
                    assertThat(received.letter().mail()).isEqualTo(mail.id());
                    assertThat(Duration.ofNanos(received.nanoTime() - claimedAt))
                            .isGreaterThan(settings.lease().minusMillis(50));
                });
        assertThat(database.summary(mail).attempts()).isEqualTo(2);
    }

    @Test
    void a_mail_whose_sender_died_between_handing_it_over_and_marking_it_is_in_doubt() {
        var settings = shortLease();
        var mail = mailTo(database.customer("ko"));
        database.write(List.of(mail));
        postOffice.answer(_ -> {
            throw new Killed();
        });

        try (var sender = TestSender.start(database, postOffice, settings)) {
            await().dontCatchUncaughtExceptions()
                    .until(() -> database.summary(mail).status() == MailStatus.IN_DOUBT);
            await().dontCatchUncaughtExceptions()
                    .during(settings.lease().multipliedBy(2))
                    .until(() -> postOffice.received().size() == 1);

            assertThat(sender.doubtful(MailKind.ORDER_ACCEPTED)).isEqualTo(1);
        }

        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.IN_DOUBT);
        assertThat(database.summary(mail).attempts()).isEqualTo(1);
        assertThat(database.summary(mail).lastError())
                .matches(
                        "SES may or may not have taken it: its sender vanished after handing it"
                                + " over at 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void a_mail_whose_answer_was_lost_is_in_doubt_and_goes_out_again_only_on_request() {
        var mail = mailTo(database.customer("ko"));
        database.write(List.of(mail));
        postOffice.answer(_ -> new Delivery.Doubtful("no answer"));

        try (var sender = TestSender.start(database, postOffice, settings(Map.of()))) {
            await().until(() -> database.summary(mail).status() == MailStatus.IN_DOUBT);
            await().during(Duration.ofMillis(300)).until(() -> postOffice.received().size() == 1);
            assertThat(sender.doubtful(MailKind.ORDER_ACCEPTED)).isEqualTo(1);
            assertThat(database.summary(mail).lastError())
                    .isEqualTo("SES may or may not have taken it: no answer");

            postOffice.answer(_ -> new Delivery.Accepted("a"));
            assertThat(resend(mail)).isTrue();
            await().until(() -> database.summary(mail).status() == MailStatus.SENT);
        }

        assertThat(postOffice.received()).hasSize(2);
        assertThat(database.count("handed_at is not null")).isZero();
        assertThat(
                        database.jdbc
                                .sql("select previous_status from mail_resend where mail_id = :id")
                                .param("id", mail.id().value())
                                .query(String.class)
                                .list())
                .containsExactly("IN_DOUBT");
    }

    @Test
    void a_doubt_is_settled_by_the_sender_that_only_seemed_to_have_vanished() {
        var settings = shortLease();
        var mails = database.mails(settings);
        var mail = mailTo(database.customer("ko"));
        var unwanted = mailTo(database.customer("ko"));
        database.write(List.of(mail, unwanted));
        var late = claim(settings, 2).mails();
        assertThat(handOver(mails, late)).containsExactlyInAnyOrder(mail.id(), unwanted.id());
        await().until(() -> database.count("status = 'SENDING' and due_at < now()") == 2);

        var next = claim(settings, 2);

        assertThat(next.mails()).isEmpty();
        assertThat(next.doubtful())
                .extracting(DoubtfulMail::id)
                .containsExactlyInAnyOrder(mail.id(), unwanted.id());
        assertThat(resend(unwanted)).isTrue();
        assertThat(mark(mails, sent(late.getFirst()), sent(late.getLast())))
                .containsExactly(mail.id());
        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.SENT);
        assertThat(database.summary(unwanted).status()).isEqualTo(MailStatus.PENDING);
    }

    @Test
    void what_is_not_written_down_as_handed_over_is_not_handed_over() {
        var settings = shortLease();
        var mail = mailTo(database.customer("ko"));
        database.write(List.of(mail));
        var outages = new AtomicInteger(1);
        var shaky = outOfReachFor("handOver", database.mails(settings), outages);
        long startedAt = System.nanoTime();

        try (var sender = TestSender.start(database, shaky, postOffice, settings)) {
            await().until(() -> database.summary(mail).status() == MailStatus.SENT);

            assertThat(sender.doubtful(MailKind.ORDER_ACCEPTED)).isZero();
        }

        assertThat(postOffice.received())
                .singleElement()
                .satisfies(received ->
                        assertThat(Duration.ofNanos(received.nanoTime() - startedAt))
                                .isGreaterThan(settings.lease().minusMillis(50)));
        assertThat(database.summary(mail).attempts()).isEqualTo(2);
    }

    @Test
    void a_sender_whose_mail_another_one_has_does_not_hand_it_over() {
        var settings = shortLease();
        var mails = database.mails(settings);
        var mail = mailTo(database.customer("ko"));
        database.write(List.of(mail));
        var late = claim(settings, 1).mails();
        await().until(() -> database.count("status = 'SENDING' and due_at < now()") == 1);
        var next = claim(settings, 1).mails();

        assertThat(handOver(mails, late)).isEmpty();
        assertThat(database.count("handed_at is not null")).isZero();
        assertThat(handOver(mails, next)).containsExactly(mail.id());
    }

    @Test
    void a_mail_ses_has_not_taken_is_not_in_doubt_at_its_next_try() {
        var settings = shortLease();
        var mails = database.mails(settings);
        var mail = mailTo(database.customer("ko"));
        database.write(List.of(mail));
        var first = claim(settings, 1).mails();
        handOver(mails, first);
        mark(mails, postponed(first.getFirst()));
        assertThat(database.count("handed_at is not null")).isZero();

        claim(settings, 1);
        await().until(() -> database.count("status = 'SENDING' and due_at < now()") == 1);

        assertThat(claim(settings, 1).mails())
                .singleElement()
                .extracting(ClaimedMail::leftBehind)
                .isEqualTo(true);
    }

    @Test
    void a_sender_whose_lease_is_over_has_nothing_to_say_any_more() {
        var settings = shortLease();
        var mails = database.mails(settings);
        var mail = mailTo(database.customer("ko"));
        database.write(List.of(mail));
        var late = claim(settings, 1).mails().getFirst();
        await().until(() -> database.count("status = 'SENDING' and due_at < now()") == 1);
        var next = claim(settings, 1).mails().getFirst();

        var standing = mark(mails, failed(late), sent(next));

        assertThat(standing).containsExactly(mail.id());
        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.SENT);
        assertThat(mark(mails, failed(late))).isEmpty();
        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.SENT);
    }

    @Test
    void what_is_claimed_is_not_claimed_again_while_its_lease_lasts() {
        var settings = settings(Map.of("per-second", "1000"));
        database.write(mails(30));

        var first = claim(settings, 20).mails();
        var second = claim(settings, 20).mails();

        assertThat(first).hasSize(20);
        assertThat(second).hasSize(10).doesNotContainAnyElementsOf(first);
        assertThat(claim(settings, 20).mails()).isEmpty();
    }

    @Test
    void a_slow_letter_does_not_hold_up_the_others() {
        var gate = new CountDownLatch(1);
        var slow = mailTo(database.customer("ko"));
        var mails = mails(20);
        database.write(List.of(slow));
        postOffice.answer(letter -> {
            if (letter.mail().equals(slow.id())) {
                open(gate);
            }
            return new Delivery.Accepted("a");
        });

        try (var _ = TestSender.start(database, postOffice, settings(Map.of()))) {
            await().until(() -> postOffice.received().size() == 1);
            database.write(mails);
            await().until(() -> database.count(MailStatus.SENT) == 20);

            assertThat(database.summary(slow).status()).isEqualTo(MailStatus.SENDING);
            gate.countDown();
            await().until(() -> database.count(MailStatus.SENT) == 21);
        }
    }

    @Test
    void a_slow_post_office_has_no_more_letters_at_once_than_it_may() {
        var gate = new CountDownLatch(1);
        database.write(mails(30));
        postOffice.answer(_ -> {
            open(gate);
            return new Delivery.Accepted("a");
        });

        try (var _ =
                TestSender.start(database, postOffice, settings(Map.of("under-way-max", "8")))) {
            await().until(() -> postOffice.received().size() == 8);
            await().during(Duration.ofMillis(300)).until(() -> postOffice.received().size() == 8);
            assertThat(database.count(MailStatus.SENDING)).isEqualTo(8);

            gate.countDown();
            await().until(() -> database.count(MailStatus.SENT) == 30);
        }

        assertThat(timesSent(postOffice)).allSatisfy((_, count) -> assertThat(count).isOne());
    }

    @Test
    void a_postponed_mail_is_tried_again_and_in_the_end_given_up() {
        var mail = mailTo(database.customer("ko"));
        database.write(List.of(mail));
        postOffice.answer(_ -> new Delivery.Postponed("throttled"));

        try (var sender =
                TestSender.start(database, postOffice, settings(Map.of("attempts-max", "4")))) {
            await().until(() -> database.summary(mail).status() == MailStatus.FAILED);

            assertThat(
                            sender.meters
                                    .counter("winemall.mail.failed", "kind", "ORDER_ACCEPTED")
                                    .count())
                    .isEqualTo(1);
            assertThat(
                            sender.meters
                                    .counter("winemall.mail.postponed", "kind", "ORDER_ACCEPTED")
                                    .count())
                    .isEqualTo(3);
        }

        assertThat(postOffice.received()).hasSize(4);
        assertThat(database.summary(mail).lastError())
                .isEqualTo("given up after 4 tries: throttled");
        assertThat(database.summary(mail).attempts()).isEqualTo(4);
        assertThat(database.count("status = 'FAILED' and last_error is null")).isZero();
    }

    @Test
    void a_mark_the_database_does_not_take_at_once_is_no_second_mail() {
        var mail = mailTo(database.customer("ko"));
        var settings = settings(Map.of());
        database.write(List.of(mail));
        var outages = new AtomicInteger(3);
        var shaky = outOfReachFor("mark", database.mails(settings), outages);

        try (var _ = TestSender.start(database, shaky, postOffice, settings)) {
            await().until(() -> database.summary(mail).status() == MailStatus.SENT);
        }

        assertThat(outages).hasNegativeValue();
        assertThat(postOffice.received()).hasSize(1);
    }

    @Test
    void a_mail_that_cannot_be_put_into_words_fails_alone() {
        var settings = settings(Map.of());
        var wordless = mailTo(database.customer("ko"));
        var mail = mailTo(database.customer("en"));
        database.write(List.of(wordless, mail));
        var letters = TestLetters.writer(settings);
        LetterWriter writer =
                claimed -> {
                    if (claimed.id().equals(wordless.id())) {
                        throw new IllegalStateException("no such variable");
                    }
                    return letters.write(claimed);
                };

        try (var _ = TestSender.start(database, writer, postOffice, settings)) {
            await().until(() -> database.summary(mail).status() == MailStatus.SENT);
            await().until(() -> database.summary(wordless).status() == MailStatus.FAILED);
        }

        assertThat(database.summary(wordless).lastError()).isEqualTo("could not be put into words");
        assertThat(postOffice.received()).hasSize(1);
    }

    @Test
    void facts_nobody_can_read_fail_alone() {
        var unreadable = mailTo(database.customer("ko"));
        var mail = mailTo(database.customer("en"));
        database.write(List.of(unreadable, mail));
        database.jdbc
                .sql("update mail set facts = '{\"lines\": 7}' where id = :id")
                .param("id", unreadable.id().value())
                .update();

        try (var _ = TestSender.start(database, postOffice, settings(Map.of()))) {
            await().until(() -> database.summary(mail).status() == MailStatus.SENT);
            await().until(() -> database.summary(unreadable).status() == MailStatus.FAILED);
        }

        assertThat(database.summary(unreadable).lastError()).isEqualTo("its facts are unreadable");
    }

    @Test
    void mails_of_a_kind_from_the_future_are_left_alone() {
        var mail = mailTo(database.customer("ko"));
        database.write(List.of(mail));
        database.jdbc.sql("update mail set kind = 'BIRTHDAY'").update();

        assertThat(claim(settings(Map.of()), 10).mails()).isEmpty();
        assertThat(database.summary(mail).status()).isEqualTo(MailStatus.PENDING);
        assertThat(database.ledger.waiting()).isEmpty();
    }

    @Test
    void staff_are_written_to_at_the_address_given_and_once_for_each_cause() {
        var staff = new Addressee.Staff("cellar@example.com");
        var mail = SomeMails.about("some-cause", 1, staff);
        database.write(List.of(mail, SomeMails.about("some-cause", 1, staff)));
        database.write(List.of(SomeMails.about("some-cause", 2, staff)));

        try (var _ =
                TestSender.start(database, postOffice, settings(Map.of("staff-language", "en")))) {
            await().until(() -> database.summary(mail).status() == MailStatus.SENT);
        }

        assertThat(postOffice.received())
                .singleElement()
                .satisfies(received -> {
                    assertThat(received.letter().to()).isEqualTo("cellar@example.com");
                    assertThat(received.letter().text()).startsWith("We have set aside");
                });
        assertThat(database.ledger.list(new MailFilter(null, "Cellar@Example.com", null), 0, 10))
                .hasSize(1);
    }

    @Test
    void a_stopped_sender_finishes_what_it_has_claimed_and_can_be_started_again() {
        database.write(mails(200));

        try (var _ =
                TestSender.start(database, postOffice, settings(Map.of("per-second", "100")))) {
            await().until(() -> postOffice.received().size() >= 10);
        }

        assertThat(database.count(MailStatus.SENDING)).isZero();
        assertThat(database.count(MailStatus.SENT))
                .isEqualTo(postOffice.received().size())
                .isLessThan(200);
        try (var _ = TestSender.start(database, postOffice, settings(Map.of()))) {
            await().until(() -> database.count(MailStatus.SENT) == 200);
        }
        assertThat(timesSent(postOffice)).allSatisfy((_, count) -> assertThat(count).isOne());
    }

    private static MailSettings settings(Map<String, String> named) {
        Map<String, String> all = new HashMap<>();
        all.put("per-second", "1000");
        all.put("look-interval", "20ms");
        all.put("retry-min", "10ms");
        all.put("retry-max", "40ms");
        all.putAll(named);
        return TestSettings.with(all);
    }

    private static MailSettings shortLease() {
        return settings(Map.of("lease", "500ms", "send-timeout", "150ms", "claim-ahead", "100ms"));
    }

    private ClaimedMails claim(MailSettings settings, int max) {
        var claim = new ClaimId(UUID.randomUUID());
        return database.transaction.execute(_ -> database.mails(settings).claim(claim, max));
    }

    private Set<MailId> mark(Mails mails, Mark... marks) {
        return database.transaction.execute(_ -> mails.mark(List.of(marks)));
    }

    private Set<MailId> handOver(Mails mails, List<ClaimedMail> claimed) {
        var handOvers =
                claimed.stream().map(mail -> new HandOver(mail.id(), mail.claim())).toList();
        return database.transaction.execute(_ -> mails.handOver(handOvers));
    }

    private boolean resend(Mail mail) {
        var mails = database.mails(settings(Map.of()));
        return database.transaction.execute(_ -> mails.resend(mail.id(), "Tester"));
    }

    private List<Mail> mails(int count) {
        var customer = database.customer("ko");
        return IntStream.range(0, count).mapToObj(_ -> mailTo(customer)).toList();
    }

    private static Mark sent(ClaimedMail mail) {
        return new Mark(
                mail.id(), mail.claim(), Language.KO, "subject", new Mark.Result.Sent("message"));
    }

    private static Mark postponed(ClaimedMail mail) {
        return new Mark(
                mail.id(),
                mail.claim(),
                Language.KO,
                "subject",
                new Mark.Result.TryAgain(Duration.ZERO, "throttled"));
    }

    private static Mark failed(ClaimedMail mail) {
        return new Mark(
                mail.id(), mail.claim(), Language.KO, "subject", new Mark.Result.Failed("late"));
    }

    private static Map<MailId, Long> timesSent(TestPostOffice... offices) {
        return Stream.of(offices)
                .flatMap(office -> office.received().stream())
                .collect(groupingBy(received -> received.letter().mail(), counting()));
    }

    private static void open(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Mails outOfReachFor(String what, Mails mails, AtomicInteger outages) {
        return (Mails)
                Proxy.newProxyInstance(
                        Mails.class.getClassLoader(),
                        new Class<?>[] {Mails.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals(what) && outages.decrementAndGet() >= 0) {
                                throw new TransientDataAccessResourceException("away");
                            }
                            try {
                                return method.invoke(mails, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    /// Ends the thread that has the mail, as far as it got, as the end of its process would.
    private static final class Killed extends Error {

        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }
}
