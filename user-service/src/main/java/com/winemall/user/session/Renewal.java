package com.winemall.user.session;

import com.winemall.contracts.CustomerId;
import com.winemall.starter.secret.Secret;

/// What becomes of a refresh token somebody shows.
public sealed interface Renewal {

    /// It was good, is now spent, and has this successor.
    record Renewed(CustomerId customerId, Secret successor) implements Renewal {}

    /// It, or another one of its family, was used a second time: one of two people stole it, nobody
    /// can tell which, and neither gets in any more.
    record Reused() implements Renewal {}

    /// Unknown, run out, or of a login that was ended properly.
    record NotValid() implements Renewal {}
}
