package com.winemall.coupon.claim;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.coupon.code.Code;

/// Where one person stands in one campaign.
///
/// @param version grows with every change, from 1
public record Claim(CampaignId campaignId, CustomerId customerId, long version, State state) {

    Claim to(State next) {
        return new Claim(campaignId, customerId, version + 1, next);
    }

    /// What has become of a claim.
    public sealed interface State {

        record Assigned(Code code) implements State {}

        /// @param place given out in order of arrival, and kept
        record Waiting(long place) implements State {}

        /// The person may claim again, as anybody who comes now.
        record GivenBack() implements State {}
    }
}
