package com.winemall.notification.audit;

import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.OrderId;
import com.winemall.notification.mail.MailKind;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Facts the audit of the whole shop compares with what others know.
@RestController
@RequestMapping("/audit")
class AuditController {

    /// The mails whose cause is an order.
    private static final Set<MailKind> ABOUT_ORDERS =
            Set.of(
                    MailKind.ORDER_ACCEPTED,
                    MailKind.RESERVATION_SERVED,
                    MailKind.OUT_OF_STOCK,
                    MailKind.ORDER_CANCELED,
                    MailKind.ORDER_TIMED_OUT,
                    MailKind.ORDER_PAID,
                    MailKind.ORDER_REFUNDED,
                    MailKind.ORDER_SHIPPED);

    private final JdbcClient jdbc;

    AuditController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Orders customers were written about, in pages by id, with the kinds of the mails. Whether a
    /// mail that is written is also sent, or says why not, is among this service's own checks.
    ///
    /// @param after the last id of the page before
    @GetMapping("/told-customers")
    List<ToldCustomer> toldCustomers(
            @RequestParam(defaultValue = "00000000-0000-0000-0000-000000000000") UUID after,
            @RequestParam(defaultValue = "5000") @Min(1) @Max(5000) int limit) {
        return jdbc.sql(
                        """
                        select cause, array_agg(distinct kind) as kinds, max(created_at) as since
                        from mail
                        where cause > :after and kind = any(:kinds::text[])
                        group by cause
                        order by cause
                        limit :limit
                        """)
                .param("after", after.toString())
                .param("kinds", texts(ABOUT_ORDERS, MailKind::name))
                .param("limit", limit)
                .query(AuditController::toldCustomer)
                .list();
    }

    private static ToldCustomer toldCustomer(ResultSet row, int number) throws SQLException {
        return new ToldCustomer(
                new OrderId(UUID.fromString(row.getString("cause"))),
                Set.of((String[]) row.getArray("kinds").getArray()),
                instant(row, "since"));
    }

    record ToldCustomer(OrderId orderId, Set<String> kinds, Instant since) {}
}
