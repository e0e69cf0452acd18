package com.winemall.coupon.claim;

import com.winemall.starter.commit.GroupCommit;
import org.springframework.stereotype.Component;

/// Where a person claims. Those who come at the same time are let in together, in the order they
/// came, so that a crowd moves the campaign's counters once and not once each. Whatever is to keep
/// a crowd away from the database has its place here.
@Component
public class ClaimDoor {

    private final GroupCommit<ClaimCoupon, ClaimOutcome> together;

    ClaimDoor(GroupCommit<ClaimCoupon, ClaimOutcome> together) {
        this.together = together;
    }

    /// Answers once the database has it.
    ///
    /// @throws GroupCommit.Overloaded if too many people are waiting at the door
    public ClaimOutcome claim(ClaimCoupon claim) {
        return together.commit(claim);
    }
}
