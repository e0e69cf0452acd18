package com.winemall.coupon.claim;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.coupon.code.Code;
import com.winemall.firstcome.Place;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The coupons people have.
public interface Coupons {

    void add(Collection<Coupon> coupons, Instant now);

    /// What somebody has of a campaign.
    Optional<Code> codeOf(CampaignId campaignId, CustomerId owner);

    /// Keeps somebody's coupon to the transaction under way.
    Optional<Coupon> lock(Code code, CustomerId owner);

    /// Whether an order has a coupon that is locked. If none has, none will before this transaction
    /// is over.
    boolean isInUse(Coupon coupon);

    /// Ends a coupon that is locked.
    void giveBack(Coupon coupon, Instant now);

    /// Where these people, who stand in line, stand in it: from 1.
    Map<Place, Long> positions(List<Place> places);
}
