package com.winemall.order.payment;

import com.winemall.contracts.OrderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whoever moves the money. Every call may be repeated: the provider knows it by its key and
/// answers what it answered before. Time limits, circuit breaker and bulkhead are put around it, so
/// a provider is this one class.
public interface PaymentProvider {

    /// Sets the money aside, taking nothing yet.
    Authorization authorize(Charge charge, PaymentToken token);

    /// Takes what is set aside.
    Capture capture(Charge charge);

    /// Lets go of what is set aside, and closes the intent: an authorisation that arrives later is
    /// refused. Fine if nothing ever was.
    Release release(Charge charge);

    /// Gives back what was taken.
    Refund refund(Charge charge);

    /// Asks what has happened so far.
    Found find(Charge charge);

    /// The provider's own books, in the order of the intents' ids.
    ///
    /// @param after the last id of the page before
    /// @throws LedgerUnavailable if they cannot be had at the moment
    List<LedgerEntry> ledger(OrderId after, int max);

    /// One intent in the provider's books.
    ///
    /// @param amount in won
    record LedgerEntry(OrderId orderId, Money money, long amount) {}

    /// What an answer means for the payment.
    sealed interface Answer {}

    sealed interface Authorization extends Answer {}

    sealed interface Capture extends Answer {}

    sealed interface Release {}

    sealed interface Refund {}

    sealed interface Found {}

    record Authorized() implements Authorization {}

    /// The provider says no to this card.
    record Declined(String reason) implements Authorization {}

    /// Nothing has happened, for sure: the provider was not reached, or said that it cannot now.
    record NotDone(String reason) implements Authorization {}

    record Captured() implements Capture {}

    /// What was set aside is not there any more, and will not be.
    record CaptureRefused(String reason) implements Capture {}

    record Released() implements Release, Answer {}

    /// It was taken before: it has to be refunded.
    record AlreadyCaptured() implements Release {}

    record Refunded() implements Refund, Answer {}

    /// Nothing was taken: there may be something to release.
    record NotCaptured() implements Refund {}

    /// The intent as the provider has it.
    ///
    /// @param attempt the last try to authorise that has reached it
    record Intent(Money money, int attempt) implements Found {}

    /// The provider has never heard of it.
    record NotKnown() implements Found {}

    /// There was no answer, or none that says anything: it may have happened or not.
    record Unknown(String reason)
            implements Authorization, Capture, Release, Refund, Found, Answer {}

    /// Where an intent's money is.
    enum Money {
        NONE,
        AUTHORIZED,
        CAPTURED,
        /// It went back, and the intent is closed.
        RETURNED
    }

    /// The reason of an answer that is no success.
    static @Nullable String reason(Answer answer) {
        return switch (answer) {
            case Declined(var reason) -> reason;
            case NotDone(var reason) -> reason;
            case CaptureRefused(var reason) -> reason;
            case Unknown(var reason) -> reason;
            case Authorized _, Captured _, Released _, Refunded _ -> null;
        };
    }

    /// The provider's books cannot be had at the moment.
    class LedgerUnavailable extends RuntimeException {

        private static final long serialVersionUID = 1;

        public LedgerUnavailable(Throwable cause) {
            super(cause.getClass().getSimpleName(), cause);
        }
    }
}
