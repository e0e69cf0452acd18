package com.winemall.order.event;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.product.AllotStock;
import com.winemall.contracts.product.ReturnAllotment;
import com.winemall.contracts.reply.AllotmentReply;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A sale event at one moment.
///
/// @param price of one unit in won; absent: the list price, until product-service has said it
/// @param startsAt when its door opens by itself
/// @param endsAt when it closes by itself
/// @param perCustomer units one customer may have, bought and not yet paid together
/// @param arrivalsPerSecond what its waiting room lets in; absent: as many as every event's
/// @param opensAt when its door opens: earlier than planned if somebody opens it by hand
/// @param allotments how often it has asked for its units
/// @param available units there were when it last asked for too many; absent otherwise
/// @param dueAt when it acts by itself if nothing happens
public record SaleEvent(
        EventId id,
        String name,
        ProductId productId,
        int quantity,
        @Nullable Long price,
        Instant startsAt,
        Instant endsAt,
        int perCustomer,
        boolean waitingLine,
        @Nullable Integer arrivalsPerSecond,
        EventStatus status,
        Instant opensAt,
        int allotments,
        @Nullable Integer available,
        @Nullable Instant dueAt,
        Instant createdAt) {

    /// An event somebody has planned.
    static SaleEvent scheduled(EventId id, EventPlan plan, EventTimes times, Instant now) {
        return new SaleEvent(
                id,
                plan.name(),
                plan.productId(),
                plan.quantity(),
                plan.price(),
                plan.startsAt(),
                plan.endsAt(),
                plan.perCustomer(),
                plan.waitingLine(),
                plan.arrivalsPerSecond(),
                EventStatus.SCHEDULED,
                plan.startsAt(),
                0,
                null,
                plan.startsAt().minus(times.allotAhead()),
                now);
    }

    // What it asks product-service for. A question asked again has the id it had before.

    AllotStock allotStock() {
        return new AllotStock(
                new CommandId(id + "/allotment/" + allotments), id, productId, quantity, price);
    }

    ReturnAllotment returnAllotment() {
        return new ReturnAllotment(new CommandId(id + "/return"), id);
    }

    /// Whether it waits for this answer, and no other has come.
    boolean awaits(AllotmentReply reply) {
        return switch (status) {
            case ALLOTTING -> reply.commandId().equals(allotStock().commandId());
            case RETURNING -> reply.commandId().equals(returnAllotment().commandId());
            case SCHEDULED, OPEN, CLOSING, SETTLED, CLOSED -> false;
        };
    }

    // Its life.

    SaleEvent allotting(EventTimes times, Instant now) {
        require(EventStatus.SCHEDULED);
        return with(
                EventStatus.ALLOTTING,
                price,
                opensAt,
                allotments + 1,
                null,
                now.plus(times.answerPatience()));
    }

    /// As soon as it has its units, whatever was planned.
    SaleEvent openingNow(Instant now) {
        return now.isBefore(opensAt)
                ? with(status, price, now, allotments, available, dueAt)
                : this;
    }

    /// The units are its own.
    SaleEvent allotted(long unitPrice) {
        require(EventStatus.ALLOTTING);
        return with(EventStatus.OPEN, unitPrice, opensAt, allotments, null, endsAt);
    }

    /// There are not enough units. It will ask again, as planned or after a pause.
    SaleEvent notAllotted(int found, EventTimes times, Instant now) {
        require(EventStatus.ALLOTTING);
        var planned = startsAt.minus(times.allotAhead());
        var next = earlier(later(planned, now.plus(times.allotRetry())), endsAt);
        return with(EventStatus.SCHEDULED, price, startsAt, allotments, found, next);
    }

    /// Its time is over, or somebody has closed it.
    ///
    /// @return where it goes from here: nowhere if it never had units
    SaleEvent closed(EventTimes times, Instant now) {
        return switch (status) {
            case SCHEDULED -> with(EventStatus.CLOSED, null);
            case ALLOTTING -> returning(times, now);
            case OPEN -> with(EventStatus.CLOSING, null);
            case CLOSING, SETTLED, RETURNING, CLOSED -> this;
        };
    }

    /// Every admission is an order now. The door knows by itself when its time is over, and may
    /// have closed before the event says so.
    SaleEvent settled(Instant now) {
        return switch (status) {
            case OPEN, CLOSING -> with(EventStatus.SETTLED, now);
            case SCHEDULED, ALLOTTING, SETTLED, RETURNING, CLOSED -> this;
        };
    }

    SaleEvent returning(EventTimes times, Instant now) {
        return with(EventStatus.RETURNING, now.plus(times.answerPatience()));
    }

    SaleEvent returned() {
        require(EventStatus.RETURNING);
        return with(EventStatus.CLOSED, null);
    }

    /// Nothing has changed, and it looks again later.
    SaleEvent lookingAgain(Duration after, Instant now) {
        return with(status, now.plus(after));
    }

    private void require(EventStatus expected) {
        if (status != expected) {
            throw new IllegalStateException(id + " is " + status + ", not " + expected);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private SaleEvent with(EventStatus next, @Nullable Instant due) {
        return with(next, price, opensAt, allotments, available, due);
    }

    private SaleEvent with(
            EventStatus nextStatus,
            @Nullable Long nextPrice,
            Instant nextOpensAt,
            int nextAllotments,
            @Nullable Integer nextAvailable,
            @Nullable Instant nextDueAt) {
        return new SaleEvent(
                id,
                name,
                productId,
                quantity,
                nextPrice,
                startsAt,
                endsAt,
                perCustomer,
                waitingLine,
                arrivalsPerSecond,
                nextStatus,
                nextOpensAt,
                nextAllotments,
                nextAvailable,
                nextDueAt,
                createdAt);
    }
}
