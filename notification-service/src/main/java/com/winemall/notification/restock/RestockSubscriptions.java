package com.winemall.notification.restock;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.ProductId;
import com.winemall.notification.mail.Language;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is subscribed to which product, and when each product came back last.
public interface RestockSubscriptions {

    /// Locks these products until the end of the transaction, so that no replenishment of theirs
    /// becomes known meanwhile, and reads the last one of each. Who does the same is not kept out.
    Map<ProductId, Replenishment> lastReplenishments(Set<ProductId> products);

    /// Writes down what is newer than what is known, and keeps those out who subscribe losers to
    /// these products.
    ///
    /// @param replenishments at most one of each product
    /// @return products of which it was newer
    Set<ProductId> renew(Collection<Replenishment> replenishments);

    /// Subscribes losers, but for those who opted out or have left.
    ///
    /// @param losses at most one of each customer and product
    void subscribe(Collection<Loss> losses);

    /// Those of these losses whose customers want no mails about the product.
    Set<Loss> optedOut(Collection<Loss> losses);

    /// Who is to hear of a replenishment: all who lost before it, or may have, and all who asked
    /// for it themselves. Whoever lost before it for sure is not subscribed any more.
    ///
    /// @param after customers up to this one have been taken; absent to begin with
    /// @return in the order of their ids, as many as asked for unless there are no more
    List<CustomerId> take(Replenishment replenishment, @Nullable CustomerId after, int max);

    /// Subscribes somebody who asks for it, whatever they said before.
    ///
    /// @param max what one customer can be subscribed to
    /// @return whether it was possible
    boolean subscribeByHand(CustomerId customer, ProductId product, int max);

    void unsubscribeByHand(CustomerId customer, ProductId product);

    /// Ends all mails about the product, until the customer subscribes by hand.
    ///
    /// @return whether there were any to end
    boolean optOut(CustomerId customer, ProductId product);

    void forget(Set<CustomerId> customers);

    /// Absent if nobody has told us of the customer, or the customer has left.
    Optional<Language> languageOf(CustomerId customer);
}
