package com.winemall.user.member;

import com.winemall.contracts.CustomerId;
import java.time.Instant;

/// A member as they see themselves.
record Profile(
        CustomerId id, String email, String name, Grade grade, Language locale, Instant createdAt) {

    static Profile of(Member member) {
        return new Profile(
                member.id(),
                member.email(),
                member.name(),
                member.grade(),
                member.locale(),
                member.createdAt());
    }

    static Profile of(NewMember member) {
        return new Profile(
                member.id(),
                member.email().value(),
                member.name(),
                Grade.STANDARD,
                member.locale(),
                member.createdAt());
    }
}
