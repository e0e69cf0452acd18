package com.winemall.notification.staff;

import com.winemall.contracts.product.AdResumptionRequested;
import com.winemall.contracts.product.AdSuspensionRequested;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.product.ReplenishmentFailed;
import com.winemall.contracts.product.StockDepleted;
import com.winemall.contracts.product.StockReplenished;
import com.winemall.notification.mail.Addressee;
import com.winemall.notification.mail.Mail;
import com.winemall.notification.mail.MailFacts;
import com.winemall.notification.mail.MailId;
import com.winemall.starter.FreshIds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes the mails about products. Their cause is the event, by the product and its version:
/// however often it is told, it is one mail.
@Component
class StaffMails {

    private final FreshIds ids;

    StaffMails(FreshIds ids) {
        this.ids = ids;
    }

    /// Nothing if nobody has to do anything, or nobody is named who could.
    Optional<Mail> about(ProductEvent event) {
        return switch (event) {
            case ReplenishmentFailed failed ->
                    mail(
                            failed,
                            failed.stockManagerEmail(),
                            new MailFacts.ReplenishmentFailed(
                                    failed.productId(),
                                    failed.replenishmentId(),
                                    failed.name(),
                                    failed.quantity(),
                                    failed.attempts(),
                                    failed.lastError(),
                                    failed.at()));
            case AdSuspensionRequested suspended ->
                    mail(
                            suspended,
                            suspended.adManagerEmail(),
                            new MailFacts.AdSuspension(
                                    suspended.productId(), suspended.name(), suspended.at()));
            case AdResumptionRequested resumed ->
                    mail(
                            resumed,
                            resumed.adManagerEmail(),
                            new MailFacts.AdResumption(
                                    resumed.productId(), resumed.name(), resumed.at()));
            case StockDepleted _, StockReplenished _ -> Optional.empty();
        };
    }

    private Optional<Mail> mail(ProductEvent event, @Nullable String address, MailFacts facts) {
        return Optional.ofNullable(address)
                .map(to ->
                        new Mail(
                                new MailId(ids.next()),
                                event.productId() + "/product/" + event.version(),
                                null,
                                new Addressee.Staff(to),
                                facts));
    }
}
