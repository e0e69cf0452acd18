package com.winemall.notification.mail;

import com.winemall.starter.FreshIds;
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
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Sends mails: claims some that are due (committed), hands each to SES when its turn in the pace
/// comes, outside any transaction, and marks it.
///
/// Of all instances one has a mail at a time, so SES gets it once. The exception: SES takes it, and
/// this process dies before the mark is committed, or the answer is lost. Then it is sent again
/// when the lease is over, or at the next try; nothing SES offers could prevent that. Such twins
/// carry the same `X-WineMall-Mail-Id`.
@Component
class MailSender implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MailSender.class);

    private final Mails mails;
    private final LetterWriter writer;
    private final PostOffice postOffice;
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
            MailMarks marks,
            MailSettings settings,
            TransactionOperations transaction,
            FreshIds ids,
            MailMeters meters) {
        this.mails = mails;
        this.writer = writer;
        this.postOffice = postOffice;
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
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        wakeUp.call();
                    }
                });
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
                log.warn("mails are left under way; they go out when their leases are over");
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

    /// After what marks the mails, so that it is there as long as mails are under way.
    @Override
    public int getPhase() {
        return marks.getPhase() + 1;
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
        CompletableFuture.delayedExecutor(mail.sendIn().toNanos(), TimeUnit.NANOSECONDS, workers)
                .execute(() -> handOver(mail, claimedAt));
    }

    private void handOver(ClaimedMail mail, long claimedAt) {
        try {
            if (isTooLate(claimedAt)) {
                logged(mail, Level.WARN).log("its turn came too late; it is due again soon");
                return;
            }
            if (mail.leftBehind()) {
                meters.doubtful();
                logged(mail, Level.WARN).log("its sender vanished; this may be its second sending");
            }
            var mark = send(mail);
            if (marks.put(mark)) {
                meters.marked(mail.kind(), mark.result());
                logResult(mail, mark.result());
            } else {
                meters.doubtful();
                logged(mail, Level.WARN).log("its lease was over before it was marked");
            }
        } catch (RetryException e) {
            logged(mail, Level.ERROR)
                    .setCause(e)
                    .log("how it went could not be written down; it will be sent again");
        } catch (RuntimeException e) {
            logged(mail, Level.ERROR).setCause(e).log("it was left under way; its lease frees it");
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

    private Mark send(ClaimedMail mail) {
        Letter letter;
        try {
            letter = writer.write(mail);
        } catch (RuntimeException e) {
            // A template that does not fit its facts. No other mail has to wait for it.
            logged(mail, Level.ERROR).setCause(e).log("it could not be put into words");
            return mark(mail, null, new Mark.Result.Failed("could not be put into words"));
        }
        var delivery = meters.timed(() -> postOffice.send(letter));
        return mark(mail, letter.subject(), result(mail, delivery));
    }

    private Mark.Result result(ClaimedMail mail, Delivery delivery) {
        return switch (delivery) {
            case Delivery.Accepted(var messageId) -> new Mark.Result.Sent(messageId);
            case Delivery.Refused(var reason) -> new Mark.Result.Failed(reason);
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
        }
    }

    private static LoggingEventBuilder logged(ClaimedMail mail, Level level) {
        return log.atLevel(level)
                .addKeyValue("mailId", mail.id())
                .addKeyValue("kind", mail.kind())
                .addKeyValue("cause", mail.cause());
    }

    /// What exists between start and stop.
    ///
    /// @param workers send, one thread a mail
    private record Running(Thread thread, CountDownLatch stopping, ExecutorService workers) {}
}
