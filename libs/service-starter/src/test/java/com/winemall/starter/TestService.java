package com.winemall.starter;

import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.reply.CouponReturned;
import com.winemall.starter.idempotency.Idempotency;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import com.winemall.starter.outbox.Outbox;
import com.winemall.starter.security.AccessRules;
import com.winemall.starter.web.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// A service as small as one can be: it notes each order it hears of, once, and answers.
@SpringBootApplication
class TestService {

    public static void main(String[] arguments) {
        SpringApplication.run(TestService.class, arguments);
    }

    @Bean
    Notes notes(JdbcClient jdbc) {
        return new Notes(jdbc);
    }

    @Bean
    AccessRules rules() {
        return requests ->
                requests.requestMatchers("/open/**")
                        .permitAll()
                        .requestMatchers("/admin/**")
                        .hasRole("ADMIN");
    }

    /// Its listener, with a switch for what goes wrong.
    static final class Notes implements PollListener<CouponCommand> {

        private final JdbcClient jdbc;
        final Map<OrderId, Trouble> troubles = new ConcurrentHashMap<>();
        final List<Integer> pollSizes = new CopyOnWriteArrayList<>();

        Notes(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public Topic<CouponCommand> topic() {
            return Topics.COUPON_COMMANDS;
        }

        @Override
        public String name() {
            return "notes";
        }

        @Override
        public List<Outgoing> onPoll(List<Received<CouponCommand>> poll) {
            pollSizes.add(poll.size());
            return poll.stream().map(this::note).toList();
        }

        private Outgoing note(Received<CouponCommand> received) {
            var command = received.message();
            var trouble = troubles.get(command.orderId());
            if (trouble != null) {
                trouble.strike();
            }
            jdbc.sql("insert into effect values (:id, :note) on conflict do nothing")
                    .param("id", command.orderId().value())
                    .param("note", command.couponCode().value())
                    .update();
            return Outgoing.to(
                            Topics.ORCHESTRATOR_REPLIES,
                            received.id() + "/returned",
                            new CouponReturned(command.commandId(), command.orderId()))
                    .because(received);
        }
    }

    interface Trouble {
        void strike();
    }

    @RestController
    static class Requests {

        private final Idempotency idempotency;
        private final JdbcClient jdbc;
        private final Outbox outbox;
        private final TransactionOperations transaction;

        Requests(
                Idempotency idempotency,
                JdbcClient jdbc,
                Outbox outbox,
                TransactionOperations transaction) {
            this.idempotency = idempotency;
            this.jdbc = jdbc;
            this.outbox = outbox;
            this.transaction = transaction;
        }

        @PostMapping("/effects")
        ResponseEntity<?> create(
                Caller caller, HttpServletRequest request, @Valid @RequestBody NewEffect body) {
            return idempotency.once(
                    caller,
                    request,
                    body,
                    () -> {
                        var id = UUID.randomUUID();
                        jdbc.sql("insert into effect values (:id, :note)")
                                .param("id", id)
                                .param("note", body.note())
                                .update();
                        return ResponseEntity.status(201).body(Map.of("id", id));
                    });
        }

        /// What a service does that was asked over HTTP and has to tell others about it.
        @PostMapping("/open/announcements")
        void announce(@RequestBody RedeemCoupon message) {
            transaction.executeWithoutResult(_ ->
                    outbox.add(
                            Outgoing.to(
                                    Topics.COUPON_COMMANDS, message.commandId().value(), message)));
        }

        @GetMapping("/open/effects/{id}")
        Map<String, Object> one(@PathVariable UUID id) {
            return jdbc.sql("select * from effect where order_id = :id")
                    .param("id", id)
                    .query()
                    .singleRow();
        }

        @GetMapping("/admin/secrets")
        String secret() {
            return "secret";
        }

        @GetMapping("/open/bug")
        String bug() {
            throw new IllegalStateException("select * from passwords");
        }
    }

    record NewEffect(@NotBlank String note, @Min(1) @Max(9) int quantity) {}
}
