package com.winemall.notification.mail;

import com.winemall.starter.commit.CommitOwner;
import com.winemall.starter.commit.GroupCommit;
import java.time.Duration;
import java.util.List;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Writes down how it went, at once: a crash between SES's answer and this commit leaves the mail
/// in doubt. Senders that finish together share the commit.
@Component
class MailMarks implements CommitOwner {

    private static final int BATCH_MAX = 200;
    private static final Duration RETRY_DELAY = Duration.ofMillis(100);
    private static final Duration RETRY_DELAY_MAX = Duration.ofSeconds(1);

    private final GroupCommit<Mark, Boolean> commits;
    private final RetryTemplate retries;

    MailMarks(Mails mails, TransactionOperations transaction, MailSettings settings) {
        this.commits =
                new GroupCommit<>(
                        "mail-marks",
                        transaction,
                        marks -> written(mails, marks),
                        BATCH_MAX,
                        settings.commitLinger(),
                        settings.underWayMax());
        // While the lease lasts nobody else sends this mail, so that long it is worth trying.
        this.retries =
                new RetryTemplate(
                        RetryPolicy.builder()
                                .maxRetries(Long.MAX_VALUE)
                                .timeout(settings.lease())
                                .delay(RETRY_DELAY)
                                .multiplier(2)
                                .maxDelay(RETRY_DELAY_MAX)
                                .build());
    }

    /// @return whether the claim still stood
    /// @throws RetryException if the database was away until the lease was over
    boolean put(Mark mark) throws RetryException {
        return retries.<Boolean>execute(() -> commits.commit(mark));
    }

    @Override
    public GroupCommit<?, ?> commits() {
        return commits;
    }

    private static List<Boolean> written(Mails mails, List<Mark> marks) {
        var standing = mails.mark(marks);
        return marks.stream().map(mark -> standing.contains(mark.mail())).toList();
    }
}
