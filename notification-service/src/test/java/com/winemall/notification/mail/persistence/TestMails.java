package com.winemall.notification.mail.persistence;

import com.winemall.notification.mail.MailLedger;
import com.winemall.notification.mail.MailSettings;
import com.winemall.notification.mail.Mails;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The real tables, for tests elsewhere.
public final class TestMails {

    private TestMails() {}

    public static Mails mails(JdbcClient jdbc, MailSettings settings) {
        return new JdbcMails(jdbc, settings);
    }

    public static MailLedger ledger(JdbcClient jdbc) {
        return new JdbcMailLedger(jdbc);
    }
}
