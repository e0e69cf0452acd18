package com.winemall.order.payment.web;

import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.web.OrderProblem;
import com.winemall.order.ordering.web.OrderView;
import com.winemall.order.payment.PayOrder;
import com.winemall.order.payment.PayOrder.Outcome;
import com.winemall.order.payment.PayOrderHandler;
import com.winemall.order.payment.PaymentToken;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.Refused;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PaymentController {

    private final PayOrderHandler paying;

    PaymentController(PayOrderHandler paying) {
        this.paying = paying;
    }

    /// Pays an order. The answer waits a few seconds for the stock to be committed and the money to
    /// be taken; if that takes longer it says so with 202, and the order shows what becomes of it.
    @PostMapping("/api/orders/{id}/payment")
    ResponseEntity<OrderView> pay(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody PaymentRequest body) {
        var command = new PayOrder(new OrderId(id), caller.id(), new PaymentToken(body.token()));
        return switch (paying.handle(command)) {
            case Outcome.Taken(var order) -> taken(order);
            case Outcome.Declined(var order, var reason) ->
                    throw refused(
                            OrderProblem.PAYMENT_DECLINED,
                            "The card was declined: " + reason,
                            order);
            case Outcome.Unavailable(var order) ->
                    throw refused(
                            OrderProblem.PAYMENT_UNAVAILABLE,
                            "No money has moved; please try again in a moment",
                            order);
            case Outcome.WindowClosed(var order) ->
                    throw refused(
                            OrderProblem.PAYMENT_WINDOW_CLOSED,
                            "The order could be paid until " + order.paymentDueAt(),
                            order);
            case Outcome.NotPayable(var order) -> throw notPayable(order);
            case Outcome.NotFound _ ->
                    throw new Refused(OrderProblem.ORDER_NOT_FOUND, "No order " + id + " is yours");
        };
    }

    private static ResponseEntity<OrderView> taken(Order order) {
        return switch (order.status()) {
            case PREPARING, SHIPPING, DELIVERED -> ResponseEntity.ok(OrderView.of(order));
            case PAYING -> ResponseEntity.status(HttpStatus.ACCEPTED).body(OrderView.of(order));
            case NOTPAYED ->
                    throw refused(
                            OrderProblem.PAYMENT_DECLINED, "The payment did not go through", order);
            case TIMEOUT ->
                    throw refused(
                            OrderProblem.PAYMENT_WINDOW_CLOSED,
                            "The payment did not go through in time",
                            order);
            case PENDING, RESERVED, STOCK_OUT, CANCELLED -> throw notPayable(order);
        };
    }

    private static Refused notPayable(Order order) {
        var why = order.reason() == null ? "" : ", because of " + order.reason();
        return refused(OrderProblem.NOT_PAYABLE, "The order is " + order.status() + why, order);
    }

    private static Refused refused(OrderProblem problem, String detail, Order order) {
        return new Refused(problem, detail, Map.of("orderStatus", order.status()));
    }

    /// @param token the provider's word for the customer's card
    record PaymentRequest(@NotNull Method method, @NotBlank @Size(max = 255) String token) {}

    /// How one can pay.
    enum Method {
        CARD
    }
}
