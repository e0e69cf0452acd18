package com.winemall.starter;

import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.reply.CouponReturned;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.starter.idempotency.Idempotency;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import com.winemall.starter.outbox.Outbox;
import com.winemall.starter.security.AccessRules;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import com.winemall.starter.web.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/// A service as small as one can be: it notes each order it hears of, once, and answers.
@SpringBootApplication
@EnableConfigurationProperties(TestService.TopicNames.class)
class TestService {

    public static void main(String[] arguments) {
        SpringApplication.run(TestService.class, arguments);
    }

    @Bean
    Notes notes(JdbcClient jdbc, TopicNames names) {
        return new Notes(jdbc, names);
    }

    @Bean
    AccessRules rules() {
        return requests ->
                requests.requestMatchers("/open/**")
                        .permitAll()
                        .requestMatchers("/admin/**")
                        .hasRole("ADMIN");
    }

    /// A second service in the same mall would hear what is meant for the first; so a test that
    /// starts one gives it topics of its own.
    @ConfigurationProperties("test.topics")
    record TopicNames(@DefaultValue("") String prefix) {

        Topic<CouponCommand> commands() {
            return prefixed(Topics.COUPON_COMMANDS);
        }

        Topic<SagaReply> replies() {
            return prefixed(Topics.ORCHESTRATOR_REPLIES);
        }

        private <M extends Message> Topic<M> prefixed(Topic<M> topic) {
            return new Topic<>(prefix + topic.name(), topic.family(), topic.types());
        }
    }

    /// Its listener, with a switch for what goes wrong.
    static final class Notes implements PollListener<CouponCommand> {

        private final JdbcClient jdbc;
        private final TopicNames names;
        final Map<OrderId, Trouble> troubles = new ConcurrentHashMap<>();
        final List<Integer> pollSizes = new CopyOnWriteArrayList<>();

        Notes(JdbcClient jdbc, TopicNames names) {
            this.jdbc = jdbc;
            this.names = names;
        }

        @Override
        public Topic<CouponCommand> topic() {
            return names.commands();
        }

        @Override
        public String name() {
            return "notes";
        }

        @Override
        public List<Outgoing> onPoll(List<Received<CouponCommand>> poll) {
            pollSizes.add(poll.size());
            int noted = poll.stream().mapToInt(this::note).sum();
            jdbc.sql("update tally set noted = noted + :noted").param("noted", noted).update();
            return poll.stream().map(this::answer).toList();
        }

        private int note(Received<CouponCommand> received) {
            var command = received.message();
            var trouble = troubles.get(command.orderId());
            if (trouble != null) {
                trouble.strike();
            }
            return jdbc.sql("insert into effect values (:id, :note) on conflict do nothing")
                    .param("id", command.orderId().value())
                    .param("note", command.couponCode().value())
                    .update();
        }

        private Outgoing answer(Received<CouponCommand> received) {
            var command = received.message();
            return Outgoing.to(
                            names.replies(),
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
        private final TopicNames names;

        Requests(
                Idempotency idempotency,
                JdbcClient jdbc,
                Outbox outbox,
                TransactionOperations transaction,
                TopicNames names) {
            this.idempotency = idempotency;
            this.jdbc = jdbc;
            this.outbox = outbox;
            this.transaction = transaction;
            this.names = names;
        }

        @RequestMapping(
                path = {"/effects", "/other-effects"},
                method = {RequestMethod.POST, RequestMethod.PUT})
        ResponseEntity<?> create(
                Caller caller, HttpServletRequest request, @Valid @RequestBody NewEffect body) {
            return idempotency.once(caller, request, body, () -> created(body));
        }

        private ResponseEntity<?> created(NewEffect body) {
            var id = UUID.randomUUID();
            jdbc.sql("insert into effect values (:id, :note)")
                    .param("id", id)
                    .param("note", body.note())
                    .update();
            if (body.after() != null && !isThere(body.after())) {
                throw new Refused(CommonProblem.NOT_FOUND, "There is no " + body.after());
            }
            return ResponseEntity.created(URI.create("/open/effects/" + id))
                    .body(Map.of("id", id, "note", body.note()));
        }

        /// Waits for whoever is changing that effect.
        private boolean isThere(UUID id) {
            return jdbc.sql("select true from effect where order_id = :id for update")
                    .param("id", id)
                    .query(Boolean.class)
                    .optional()
                    .isPresent();
        }

        /// What a service does that was asked over HTTP and has to tell others about it.
        @PostMapping("/open/announcements")
        void announce(@RequestBody RedeemCoupon message) {
            transaction.executeWithoutResult(_ ->
                    outbox.add(
                            Outgoing.to(names.commands(), message.commandId().value(), message)));
        }

        @GetMapping("/open/effects/{id}")
        Map<String, Object> one(@PathVariable UUID id) {
            return jdbc.sql("select * from effect where order_id = :id")
                    .param("id", id)
                    .query()
                    .singleRow();
        }

        @GetMapping("/open/effects")
        PageOf<String> page(@Valid Paging paging) {
            return PageOf.of(List.of(), paging, 0);
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

    /// @param after an effect that has to be there already
    record NewEffect(
            @NotBlank String note,
            @Min(1) @Max(9) int quantity,
            @Nullable Colour colour,
            @Nullable List<@Valid Part> parts,
            @Nullable UUID after) {}

    record Part(@NotBlank String name) {}

    enum Colour {
        RED,
        WHITE
    }
}
