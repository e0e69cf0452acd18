package com.winemall.coupon.claim;

/// The answer to a claim.
public sealed interface ClaimOutcome {

    record Accepted(Standing standing) implements ClaimOutcome {}

    /// This person has claimed before, and nothing has changed by asking again.
    record Repeated(Standing standing) implements ClaimOutcome {}

    /// The campaign gives out coupons later, or no more.
    record NotOpen() implements ClaimOutcome {}

    /// Nobody can say at this moment; trying again helps.
    record NotNow() implements ClaimOutcome {}

    record UnknownCampaign() implements ClaimOutcome {}
}
