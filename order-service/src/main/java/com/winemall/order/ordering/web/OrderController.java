package com.winemall.order.ordering.web;

import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.CancelOrderHandler;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.Order.Cancelled;
import com.winemall.order.ordering.OrderStatus;
import com.winemall.order.ordering.OrderTimes;
import com.winemall.order.ordering.OrderWatchers;
import com.winemall.order.ordering.Orders;
import com.winemall.order.ordering.PlaceOrder;
import com.winemall.order.ordering.PlaceOrderHandler;
import com.winemall.starter.FreshIds;
import com.winemall.starter.idempotency.Idempotency;
import com.winemall.starter.idempotency.StoredAnswer;
import com.winemall.starter.messaging.MessageTracing;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.InvalidField;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import com.winemall.starter.web.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/orders")
class OrderController {

    private final PlaceOrderHandler placing;
    private final CancelOrderHandler cancelling;
    private final Orders orders;
    private final OrderWatchers watchers;
    private final Idempotency idempotency;
    private final MessageTracing tracing;
    private final OrderTimes times;
    private final FreshIds ids;
    private final Clock clock;

    OrderController(
            PlaceOrderHandler placing,
            CancelOrderHandler cancelling,
            Orders orders,
            OrderWatchers watchers,
            Idempotency idempotency,
            MessageTracing tracing,
            OrderTimes times,
            FreshIds ids,
            Clock clock) {
        this.placing = placing;
        this.cancelling = cancelling;
        this.orders = orders;
        this.watchers = watchers;
        this.idempotency = idempotency;
        this.tracing = tracing;
        this.times = times;
        this.ids = ids;
        this.clock = clock;
    }

    /// Takes an order. The answer says that it is safe, not that it can be had: the saga decides
    /// that in the background, unless the customer would rather wait for it.
    @PostMapping
    ResponseEntity<?> place(
            Caller caller,
            HttpServletRequest request,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @Valid @RequestBody NewOrder body) {
        if (!body.waitsForOneProduct()) {
            throw new Refused(
                    CommonProblem.INVALID_REQUEST,
                    "See errors for what is wrong with it",
                    Map.of(
                            "errors",
                            List.of(
                                    new InvalidField(
                                            "lines",
                                            "must be exactly one to wait for it in line"))));
        }
        // PostgreSQL keeps microseconds; the answer is to say what later ones will.
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var order =
                body.order(
                        new OrderId(ids.next()),
                        caller.id(),
                        times,
                        now,
                        tracing.sampledTraceparent());
        var patience = Preference.wait(prefer);
        try (var watch = watchers.watch(order.id())) {
            return switch (placing.handle(command(caller, request, body, order))) {
                case PlaceOrder.Outcome.Placed(var placed) ->
                        accepted(
                                patience == null ? placed : watch.await(patience, placed),
                                patience);
                case PlaceOrder.Outcome.Repeated(var answer) ->
                        repeated(answer, idempotency.fingerprint(request, body), patience);
                case PlaceOrder.Outcome.InProgress _ -> throw Idempotency.inProgress();
            };
        }
    }

    private PlaceOrder command(
            Caller caller, HttpServletRequest request, NewOrder body, Order order) {
        var key = idempotency.keyOf(caller, request);
        var answer =
                key == null
                        ? null
                        : idempotency.stored(
                                key, idempotency.fingerprint(request, body), accepted(order, null));
        return new PlaceOrder(order, answer);
    }

    private static ResponseEntity<OrderView> accepted(Order order, @Nullable Duration patience) {
        var answer = ResponseEntity.accepted().location(URI.create("/api/orders/" + order.id()));
        if (patience != null) {
            answer.header("Preference-Applied", "wait=" + patience.toSeconds());
        }
        return answer.body(OrderView.of(order));
    }

    /// Whoever would rather wait gets what the first request got after its wait: the order as the
    /// saga has decided.
    private ResponseEntity<?> repeated(
            StoredAnswer answer, byte[] fingerprint, @Nullable Duration patience) {
        var asStored = idempotency.replay(answer, fingerprint);
        if (patience == null) {
            return asStored;
        }
        var location = Objects.requireNonNull(answer.location());
        var id = new OrderId(UUID.fromString(location.substring(location.lastIndexOf('/') + 1)));
        try (var watch = watchers.watch(id)) {
            var order = orders.find(id).orElseThrow();
            return accepted(
                    order.status() == OrderStatus.PENDING ? watch.await(patience, order) : order,
                    patience);
        }
    }

    @GetMapping
    PageOf<OrderView> own(
            Caller caller,
            @RequestParam(required = false) @Nullable OrderStatus status,
            @Valid Paging paging) {
        var page = orders.of(caller.id(), status, paging.offset(), paging.size());
        return PageOf.of(page, paging, orders.count(caller.id(), status)).map(OrderView::of);
    }

    @GetMapping("/{id}")
    OrderView one(Caller caller, @PathVariable UUID id) {
        return orders.find(new OrderId(id))
                .filter(order -> caller.admin() || order.customerId().equals(caller.id()))
                .map(OrderView::of)
                .orElseThrow(() -> notFound(id));
    }

    @PostMapping("/{id}/cancellation")
    ResponseEntity<OrderView> cancel(
            Caller caller,
            @PathVariable UUID id,
            @Valid @RequestBody(required = false) @Nullable Reason body) {
        var note = body == null ? null : body.reason();
        var outcome =
                cancelling
                        .handle(new OrderId(id), caller.id(), caller.admin(), note)
                        .orElseThrow(() -> notFound(id));
        return switch (outcome) {
            case Cancelled.Done(var order) -> ResponseEntity.accepted().body(OrderView.of(order));
            case Cancelled.Already(var order) ->
                    ResponseEntity.accepted().body(OrderView.of(order));
            case Cancelled.NotPossible(var order) ->
                    throw new Refused(
                            OrderProblem.NOT_CANCELLABLE,
                            "The order is " + order.status(),
                            Map.of("orderStatus", order.status()));
        };
    }

    private static Refused notFound(UUID id) {
        return new Refused(OrderProblem.ORDER_NOT_FOUND, "No order " + id + " is yours");
    }

    record Reason(@Nullable @Size(max = 500) String reason) {}
}
