package com.winemall.order.event.web;

import com.winemall.contracts.ProductId;
import com.winemall.order.event.EventPlan;
import com.winemall.starter.web.InvalidField;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event somebody wants.
record NewEvent(
        @NotBlank
                @Size(max = 200)
                @Pattern(regexp = "\\P{Cc}*", message = "must have no control characters")
                String name,
        @NotNull UUID productId,
        @NotNull @Min(1) @Max(NewEvent.QUANTITY_MAX) Integer quantity,
        @Nullable @Min(1) @Max(NewEvent.PRICE_MAX) Long price,
        @NotNull Instant startsAt,
        @NotNull Instant endsAt,
        @Nullable @Min(1) @Max(NewEvent.PER_CUSTOMER_MAX) Integer perCustomer,
        @Nullable Boolean waitingLine,
        @Nullable @Min(0) @Max(NewEvent.ARRIVALS_MAX) Integer arrivalsPerSecond) {

    static final int QUANTITY_MAX = 1_000_000;
    static final long PRICE_MAX = 1_000_000_000_000L;
    static final int ARRIVALS_MAX = 1_000_000;

    /// An order's line has no more.
    static final int PER_CUSTOMER_MAX = 999;

    private static final Duration AHEAD_MAX = Duration.ofDays(3_660);

    /// What is wrong with it although each field by itself is fine.
    List<InvalidField> problems(Instant now) {
        List<InvalidField> problems = new ArrayList<>();
        if (!endsAt.isAfter(startsAt)) {
            problems.add(new InvalidField("endsAt", "must be after startsAt"));
        }
        if (!endsAt.isAfter(now)) {
            problems.add(new InvalidField("endsAt", "must be in the future"));
        }
        if (endsAt.isAfter(now.plus(AHEAD_MAX))) {
            problems.add(new InvalidField("endsAt", "must not be so far away"));
        }
        if (startsAt.isBefore(Instant.EPOCH)) {
            problems.add(new InvalidField("startsAt", "must not be so long ago"));
        }
        return problems;
    }

    /// To the microsecond, as the database keeps time: what is answered now is what is read later.
    EventPlan plan() {
        return new EventPlan(
                name,
                new ProductId(productId),
                quantity,
                price,
                startsAt.truncatedTo(ChronoUnit.MICROS),
                endsAt.truncatedTo(ChronoUnit.MICROS),
                Objects.requireNonNullElse(perCustomer, 1),
                Objects.requireNonNullElse(waitingLine, false),
                arrivalsPerSecond);
    }
}
