package com.winemall.orchestrator.saga.web;

import com.winemall.contracts.OrderId;
import com.winemall.orchestrator.saga.SagaBooks;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.Refused;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What happened to an order, for the customer whose order it is.
@RestController
class TimelineController {

    private final SagaBooks books;

    TimelineController(SagaBooks books) {
        this.books = books;
    }

    @GetMapping("/api/orders/{id}/timeline")
    List<TimelineEntry> timeline(Caller caller, @PathVariable UUID id) {
        var orderId = new OrderId(id);
        return books.find(orderId)
                .filter(entry ->
                        caller.admin() || entry.saga().order().customerId().equals(caller.id()))
                .map(entry -> Timeline.tell(entry.saga(), books.log(orderId)))
                .orElseThrow(() ->
                        new Refused(SagaProblem.ORDER_NOT_FOUND, "No order " + id + " is yours"));
    }
}
