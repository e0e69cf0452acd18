package com.winemall.notification.mail;

import com.winemall.contracts.CustomerId;

/// Whom a mail is for.
public sealed interface Addressee {

    /// A member. Where they live and which language they speak is looked up when the mail goes out:
    /// both may change, and may not be known yet.
    record Customer(CustomerId id) implements Addressee {}

    /// Somebody who works for the shop, of whom an address is all that is known.
    record Staff(String address) implements Addressee {}
}
