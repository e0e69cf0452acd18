package com.winemall.notification.mail;

import com.github.f4b6a3.uuid.UuidCreator;
import com.winemall.notification.mail.template.TestLetters;
import com.winemall.starter.commit.GroupCommit;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/// One instance of the service, as far as sending goes.
final class TestSender implements AutoCloseable {

    static {
        // One line for each mail, and tests send many.
        LoggingSystem.get(TestSender.class.getClassLoader())
                .setLogLevel(MailSender.class.getName(), LogLevel.OFF);
    }

    final MeterRegistry meters = new SimpleMeterRegistry();
    private final GroupCommit<HandOver, Boolean> handOvers;
    private final MailMarks marks;
    private final MailSender sender;

    private TestSender(
            MailDatabase database,
            Mails mails,
            LetterWriter writer,
            PostOffice postOffice,
            MailSettings settings) {
        handOvers =
                new HandOverConfiguration()
                        .handOversTogether(mails, database.transaction, settings);
        marks = new MailMarks(mails, database.transaction, settings);
        sender =
                new MailSender(
                        mails,
                        writer,
                        postOffice,
                        handOvers,
                        marks,
                        settings,
                        database.transaction,
                        UuidCreator::getTimeOrderedEpoch,
                        new MailMeters(meters));
        handOvers.start();
        marks.start();
        sender.start();
    }

    static TestSender start(MailDatabase database, PostOffice postOffice, MailSettings settings) {
        return start(database, database.mails(settings), postOffice, settings);
    }

    static TestSender start(
            MailDatabase database, Mails mails, PostOffice postOffice, MailSettings settings) {
        return new TestSender(database, mails, TestLetters.writer(settings), postOffice, settings);
    }

    static TestSender start(
            MailDatabase database,
            LetterWriter writer,
            PostOffice postOffice,
            MailSettings settings) {
        return new TestSender(database, database.mails(settings), writer, postOffice, settings);
    }

    /// How many mails of the kind it left in doubt, or found so.
    double doubtful(MailKind kind) {
        return meters.counter("winemall.mail.doubtful", "kind", kind.name()).count();
    }

    @Override
    public void close() {
        sender.stop();
        marks.stop();
        handOvers.stop();
    }
}
