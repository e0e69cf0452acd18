package com.winemall.notification.mail;

import com.winemall.contracts.CustomerId;
import com.winemall.notification.mail.persistence.TestMails;
import com.winemall.test.Backends;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A database, and what works on it, without Spring.
final class MailDatabase {

    private static final MailDatabase SHARED = new MailDatabase();

    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final MailLedger ledger;

    private MailDatabase() {
        var config = new HikariConfig();
        config.setJdbcUrl(Backends.get().freshDatabase());
        config.setUsername("postgres");
        config.setPassword("postgres");
        var dataSource = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        jdbc = JdbcClient.create(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        ledger = TestMails.ledger(jdbc);
    }

    /// Empty again.
    static MailDatabase empty() {
        SHARED.jdbc
                .sql("truncate mail_resend, mail, customer, settled_cause, mail_suppression")
                .update();
        SHARED.jdbc.sql("update mail_pace set next_turn = clock_timestamp()").update();
        return SHARED;
    }

    Mails mails(MailSettings settings) {
        return TestMails.mails(jdbc, settings);
    }

    /// A customer user-service has told of, `<id>@example.com`.
    CustomerId customer(String locale) {
        var id = SomeMails.newCustomer();
        jdbc.sql(
                        """
                        insert into customer (id, version, email, name, locale, has_left)
                        values (:id, 1, :email, 'Somebody', :locale, false)
                        """)
                .param("id", id.value())
                .param("email", id + "@example.com")
                .param("locale", locale)
                .update();
        return id;
    }

    void write(List<Mail> mails) {
        transaction.executeWithoutResult(_ -> mails(TestSettings.with(Map.of())).write(mails));
    }

    MailSummary summary(Mail mail) {
        return ledger.find(mail.id()).orElseThrow();
    }

    long count(MailStatus status) {
        return ledger.count(new MailFilter(null, null, status));
    }

    /// Mails that wait for an address somebody knows.
    long overlooked() {
        return count("status = 'WAITING_FOR_ADDRESS' and customer_id in (select id from customer)");
    }

    /// @param condition in SQL
    long count(String condition) {
        return jdbc.sql("select count(*) from mail where " + condition).query(Long.class).single();
    }
}
