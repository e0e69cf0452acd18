package com.winemall.orchestrator.audit;

import com.winemall.orchestrator.audit.Services.Fact;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClientException;

/// Walks through a service's list page by page, and stops where it cannot be asked any more.
final class Cursor<T extends Fact> {

    private final Function<@Nullable UUID, List<T>> pages;
    private final Deque<T> read = new ArrayDeque<>();
    private @Nullable UUID last;
    private boolean over;
    private @Nullable RestClientException failure;

    /// @param pages reads the page after an id
    Cursor(Function<@Nullable UUID, List<T>> pages) {
        this.pages = pages;
    }

    /// The order that comes next.
    Optional<UUID> next() {
        if (read.isEmpty() && !over) {
            readOn();
        }
        return Optional.ofNullable(read.peek()).map(Fact::orderId);
    }

    /// What is known about this order, if it is the next one.
    @Nullable T take(UUID orderId) {
        return next().filter(orderId::equals).isPresent() ? read.poll() : null;
    }

    /// Why the list is not whole, if it is not.
    Optional<RestClientException> failure() {
        return Optional.ofNullable(failure);
    }

    private void readOn() {
        try {
            read.addAll(pages.apply(last));
        } catch (RestClientException e) {
            failure = e;
        }
        over = read.isEmpty();
        last = over ? last : read.getLast().orderId();
    }
}
