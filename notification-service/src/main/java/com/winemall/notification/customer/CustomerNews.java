package com.winemall.notification.customer;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.user.CustomerBecameVip;
import com.winemall.contracts.user.CustomerChanged;
import com.winemall.contracts.user.CustomerLeft;
import com.winemall.contracts.user.CustomerRegistered;
import com.winemall.contracts.user.UserEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The part of a user event that tells how to reach a customer, or that nobody is to any more. In
/// the order of ids, in which rows are locked.
record CustomerNews(
        CustomerId id,
        long version,
        @Nullable String email,
        @Nullable String name,
        @Nullable String locale)
        implements Comparable<CustomerNews> {

    /// Being VIP has nothing to do with the address. Its version is not noted either: that would
    /// make an address that comes late, in a lower version, look like old news and be lost.
    static Optional<CustomerNews> of(UserEvent event) {
        return switch (event) {
            case CustomerRegistered(var id, var version, var email, var name, var locale, _) ->
                    Optional.of(new CustomerNews(id, version, email, name, locale));
            case CustomerChanged(var id, var version, var email, var name, var locale, _) ->
                    Optional.of(new CustomerNews(id, version, email, name, locale));
            case CustomerLeft(var id, var version, _) ->
                    Optional.of(new CustomerNews(id, version, null, null, null));
            case CustomerBecameVip _ -> Optional.empty();
        };
    }

    boolean hasLeft() {
        return email == null;
    }

    static CustomerNews newer(CustomerNews one, CustomerNews other) {
        return one.version >= other.version ? one : other;
    }

    @Override
    public int compareTo(CustomerNews other) {
        return id.compareTo(other.id);
    }
}
