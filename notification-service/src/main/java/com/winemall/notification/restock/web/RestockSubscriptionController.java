package com.winemall.notification.restock.web;

import com.winemall.contracts.ProductId;
import com.winemall.notification.restock.ChangeSubscriptionHandler;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.Refused;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Whether the caller wants to hear when a product is back in stock.
@RestController
@RequestMapping("/api/products/{id}/restock-subscription")
class RestockSubscriptionController {

    private final ChangeSubscriptionHandler handler;

    RestockSubscriptionController(ChangeSubscriptionHandler handler) {
        this.handler = handler;
    }

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void subscribe(@PathVariable UUID id, Caller caller) {
        if (!handler.subscribe(caller.id(), new ProductId(id))) {
            throw new Refused(
                    RestockProblem.TOO_MANY_SUBSCRIPTIONS, "Give up another subscription first");
        }
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unsubscribe(@PathVariable UUID id, Caller caller) {
        handler.unsubscribe(caller.id(), new ProductId(id));
    }
}
