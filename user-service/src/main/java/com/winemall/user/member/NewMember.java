package com.winemall.user.member;

import com.winemall.contracts.CustomerId;
import com.winemall.starter.web.Caller;
import java.time.Instant;

/// Somebody about to join.
public record NewMember(
        CustomerId id,
        EmailAddress email,
        String name,
        String passwordHash,
        Language locale,
        boolean administrator,
        Instant createdAt) {

    /// Whom an access token of this member speaks for.
    public Caller asCaller() {
        return new Caller(id, name, administrator);
    }

    @Override
    public String toString() {
        return "NewMember[" + id + "]";
    }
}
