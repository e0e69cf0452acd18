package com.winemall.notification.mail;

import com.winemall.starter.commit.GroupCommit;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/// Mails whose turns come together are handed over in one commit.
@Configuration(proxyBeanMethods = false)
class HandOverConfiguration {

    private static final int BATCH_MAX = 200;

    /// Answers whether the mail's claim still stood.
    @Bean
    GroupCommit<HandOver, Boolean> handOversTogether(
            Mails mails, TransactionOperations transaction, MailSettings settings) {
        return new GroupCommit<>(
                "mail-hand-overs",
                transaction,
                handOvers -> written(mails, handOvers),
                BATCH_MAX,
                settings.commitLinger(),
                settings.underWayMax());
    }

    private static List<Boolean> written(Mails mails, List<HandOver> handOvers) {
        var standing = mails.handOver(handOvers);
        return handOvers.stream().map(handOver -> standing.contains(handOver.mail())).toList();
    }
}
