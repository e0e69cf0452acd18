package com.winemall.notification.mail;

import com.winemall.starter.FreshIds;
import com.winemall.starter.commit.AfterCommit;
import com.winemall.starter.commit.GroupCommit;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.retry.RetryException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Sends mails: claims some that are due (committed). When a mail's turn in the pace comes, writes
/// down that it is being handed over (committed), hands it to SES outside any transaction, and
/// marks it.
///
/// SES is never asked twice for a mail it may have taken. Of all instances one has a mail at a
/// time. Whose sender vanishes before the hand-over is committed goes out when the lease is over.
/// Once it is committed SES may have the mail, and nothing SES offers tells whether it does: if the
/// sender vanishes then, or the answer is lost, the mail is IN_DOUBT, and only an operator sends it
/// again.
@Component
class MailSender implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MailSender.class);

    /// Mails go out by turns, so that those of one turn share the commits around them.
    private static final Duration TURN = Duration.ofMillis(100);

    private final Mails mails;
    private final LetterWriter writer;
    private final PostOffice postOffice;
    private final GroupCommit<HandOver, Boolean> handOvers;
    private final MailMarks marks;
    private final MailSettings settings;
    private final TransactionOperations transaction;
    private final FreshIds ids;
    private final MailMeters meters;
    private final Backoff backoff;

    /// One for each mail under way. Only the sender's thread takes them.
    private final Semaphore places;

    private final WakeUp wakeUp = new WakeUp();
    private volatile boolean waitsForPlace;
    private volatile @Nullable Running running;

    MailSender(
            Mails mails,
            LetterWriter writer,
            PostOffice postOffice,
            GroupCommit<HandOver, Boolean> handOvers,
            MailMarks marks,
            MailSettings settings,
            TransactionOperations transaction,
            FreshIds ids,
            MailMeters meters) {
        this.mails = mails;
        this.writer = writer;
        this.postOffice = postOffice;
        this.handOvers = handOvers;
        this.marks = marks;
        this.settings = settings;
        this.transaction = transaction;
        this.ids = ids;
        this.meters = meters;
        this.backoff = new Backoff(settings.retryMin(), settings.retryMax());
        this.places = new Semaphore(settings.underWayMax());
    }

    /// Says that the transaction under way makes mails due.
    void wakeAfterCommit() {
        AfterCommit.run(() -> wakeUp.call());
    }

    @Override
    public void start() {
        var workers =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mail-", 0).factory());
        var stopping = new CountDownLatch(1);
        var thread = Thread.ofPlatform().name("mail-sender").unstarted(() -> run(stopping));
        running = new Running(thread, stopping, workers);
        thread.start();
    }

    /// Claims nothing more, and lets what is claimed go out.
    @Override
    public void stop() {
        var stopped = Objects.requireNonNull(running);
        stopped.stopping().countDown();
        wakeUp.call();
        try {
            stopped.thread().join();
            var patience = settings.claimAhead().plus(settings.sendTimeout());
            if (places.tryAcquire(
                    settings.underWayMax(), patience.toMillis(), TimeUnit.MILLISECONDS)) {
                places.release(settings.underWayMax());
            } else {
                log.warn(
                        "mails are left under way; their leases free them, or leave them in doubt");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        stopped.workers().shutdownNow();
        running = null;
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /// After what writes down how mails go, so that it is there as long as mails are under way.
    @Override
    public int getPhase() {
        return Math.max(handOvers.getPhase(), marks.getPhase()) + 1;
    }

    private void run(CountDownLatch stopping) {
        while (stopping.getCount() > 0) {
            try {
                look(stopping);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                log.warn("no mails can be claimed now", e);
                pause(stopping, settings.lookInterval());
            }
        }
    }

    private void look(CountDownLatch stopping) throws InterruptedException {
        int free = freePlaces();
        if (free == 0) {
            wakeUp.await(settings.lookInterval());
            return;
        }
        long lookedAt = System.nanoTime();
        ClaimedMails claimed = transaction.execute(_ -> mails.claim(new ClaimId(ids.next()), free));
        claimed.doubtful().forEach(this::doubt);
        places.acquire(claimed.mails().size());
        for (var mail : claimed.mails()) {
            dispatch(mail, lookedAt);
        }
        pause(stopping, claimed.resumeIn());
        if (!claimed.more()) {
            wakeUp.await(settings.lookInterval());
        }
    }

    private int freePlaces() {
        waitsForPlace = false;
        int free = places.availablePermits();
        if (free == 0) {
            waitsForPlace = true;
            free = places.availablePermits();
        }
        return free;
    }

    private static void pause(CountDownLatch stopping, Duration length) {
        try {
            if (stopping.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
                log.debug("no more mails are claimed");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch(ClaimedMail mail, long claimedAt) {
        var workers = Objects.requireNonNull(running).workers();
        long turns = Math.ceilDiv(mail.sendIn().toNanos(), TURN.toNanos());
        CompletableFuture.delayedExecutor(turns * TURN.toNanos(), TimeUnit.NANOSECONDS, workers)
                .execute(() -> deliver(mail, claimedAt));
    }

    private void deliver(ClaimedMail mail, long claimedAt) {
        try {
            if (isTooLate(claimedAt)) {
                logged(mail, Level.WARN).log("its turn came too late; it is due again soon");
                return;
            }
            if (mail.leftBehind()) {
                logged(mail, Level.WARN).log("a sender vanished before it handed it over");
            }
            var letter = written(mail);
            if (letter == null) {
                put(mail, mark(mail, null, new Mark.Result.Failed("could not be put into words")));
            } else if (isHandedOver(mail)) {
                var delivery = meters.timed(() -> postOffice.send(letter));
                put(mail, mark(mail, letter.subject(), result(mail, delivery)));
            }
        } catch (RetryException e) {
            logged(mail, Level.ERROR)
                    .setCause(e)
                    .log("how it went could not be written down until its lease ended");
        } catch (RuntimeException e) {
            logged(mail, Level.ERROR).setCause(e).log("it was left under way until its lease ends");
        } finally {
            places.release();
            if (waitsForPlace) {
                wakeUp.call();
            }
        }
    }

    /// A process that was suspended, or starved, must not start what another one may be doing.
    private boolean isTooLate(long claimedAt) {
        var lastStart = settings.lease().minus(settings.sendTimeout());
        return System.nanoTime() - claimedAt > lastStart.toNanos();
    }

    private @Nullable Letter written(ClaimedMail mail) {
        try {
            return writer.write(mail);
        } catch (RuntimeException e) {
            // A template that does not fit its facts. No other mail has to wait for it.
            logged(mail, Level.ERROR).setCause(e).log("it could not be put into words");
            return null;
        }
    }

    /// Without this commit SES must not be called: nobody would know that it may have the mail.
    private boolean isHandedOver(ClaimedMail mail) {
        boolean stands;
        try {
            stands = handOvers.commit(new HandOver(mail.id(), mail.claim()));
        } catch (RuntimeException e) {
            logged(mail, Level.WARN)
                    .setCause(e)
                    .log("its hand-over could not be written down; its lease frees it");
            return false;
        }
        if (!stands) {
            logged(mail, Level.WARN)
                    .log("its lease was over, or it was withdrawn, before it was handed over");
        }
        return stands;
    }

    private void put(ClaimedMail mail, Mark mark) throws RetryException {
        if (marks.put(mark)) {
            meters.marked(mail.kind(), mark.result());
            logResult(mail, mark.result());
        } else {
            logged(mail, Level.WARN).log("it was taken from its sender before it was marked");
        }
    }

    private void doubt(DoubtfulMail mail) {
        meters.doubtful(mail.kind());
        logged(Level.WARN, mail.id(), mail.kind(), mail.cause())
                .log("its sender vanished; SES may or may not have taken it");
    }

    private Mark.Result result(ClaimedMail mail, Delivery delivery) {
        return switch (delivery) {
            case Delivery.Accepted(var messageId) -> new Mark.Result.Sent(messageId);
            case Delivery.Refused(var reason) -> new Mark.Result.Failed(reason);
            case Delivery.Doubtful(var reason) -> new Mark.Result.InDoubt(reason);
            case Delivery.Postponed(var reason) ->
                    mail.attempts() < settings.attemptsMax()
                            ? new Mark.Result.TryAgain(
                                    backoff.after(
                                            mail.attempts(),
                                            ThreadLocalRandom.current().nextDouble()),
                                    reason)
                            : new Mark.Result.Failed(
                                    "given up after %d tries: %s"
                                            .formatted(mail.attempts(), reason));
        };
    }

    private static Mark mark(ClaimedMail mail, @Nullable String subject, Mark.Result result) {
        return new Mark(mail.id(), mail.claim(), mail.recipient().language(), subject, result);
    }

    private static void logResult(ClaimedMail mail, Mark.Result result) {
        switch (result) {
            case Mark.Result.Sent(var messageId) ->
                    logged(mail, Level.INFO).addKeyValue("messageId", messageId).log("mail sent");
            case Mark.Result.TryAgain(var in, var error) ->
                    logged(mail, Level.WARN)
                            .addKeyValue("attempts", mail.attempts())
                            .addKeyValue("againIn", in)
                            .addKeyValue("reason", error)
                            .log("mail not sent yet");
            case Mark.Result.Failed(var error) ->
                    logged(mail, Level.ERROR).addKeyValue("reason", error).log("mail given up");
            case Mark.Result.InDoubt(var reason) ->
                    logged(mail, Level.WARN)
                            .addKeyValue("reason", reason)
                            .log("SES may or may not have taken it");
        }
    }

    private static LoggingEventBuilder logged(ClaimedMail mail, Level level) {
        return logged(level, mail.id(), mail.kind(), mail.cause());
    }

    private static LoggingEventBuilder logged(Level level, MailId id, MailKind kind, String cause) {
        return log.atLevel(level)
                .addKeyValue("mailId", id)
                .addKeyValue("kind", kind)
                .addKeyValue("cause", cause);
    }

    /// What exists between start and stop.
    ///
    /// @param workers send, one thread a mail
    private record Running(Thread thread, CountDownLatch stopping, ExecutorService workers) {}
}
