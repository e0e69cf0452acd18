package com.winemall.order.event.web;

import com.winemall.starter.web.Problem;
import org.springframework.http.HttpStatus;

/// The ways sale events say no.
enum EventProblem implements Problem {
    EVENT_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such event"),
    EVENT_OVERLAPS(HttpStatus.CONFLICT, "Another event sells this product at the same time"),
    NOT_ENOUGH_STOCK(HttpStatus.CONFLICT, "There are not as many units as the event is to sell"),
    WRONG_STATUS(HttpStatus.CONFLICT, "The event is not where this could follow"),
    EVENT_NOT_OPEN(HttpStatus.CONFLICT, "The event is not open"),
    EVENT_CLOSED(HttpStatus.CONFLICT, "The event is over"),
    SOLD_OUT(HttpStatus.CONFLICT, "Nothing is left"),
    ALREADY_ENTERED(HttpStatus.CONFLICT, "You have what one customer may have"),
    INELIGIBLE(HttpStatus.FORBIDDEN, "You cannot take part in this event"),
    INVALID_TICKET(HttpStatus.BAD_REQUEST, "The waiting room did not give you this ticket"),
    ENTRY_NOT_FOUND(HttpStatus.NOT_FOUND, "You have no place in this event");

    private final HttpStatus status;
    private final String title;

    EventProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
