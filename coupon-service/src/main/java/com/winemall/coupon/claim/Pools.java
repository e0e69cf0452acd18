package com.winemall.coupon.claim;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.coupon.code.Code;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pools of coupons there are.
public interface Pools {

    /// Keeps the pools to this transaction, in the order of their ids, whoever else wants them,
    /// here or in another instance; with the earlier claims of the people named.
    ///
    /// @return the pools there are
    Map<CampaignId, CouponPool> lock(Collection<ClaimCoupon> claims, Instant now);

    /// As above, with nobody's claims.
    Optional<CouponPool> lock(CampaignId campaignId, Instant now);

    /// The people next in line of a pool that is locked.
    List<Claim> headOfLine(CampaignId campaignId, int peopleMax);

    /// The campaign somebody's coupon is of, as long as it is theirs.
    Optional<CampaignId> campaignOf(Code code, CustomerId customerId);

    /// Whether an order has the coupon. If none has, none will before this transaction is over.
    boolean isInUse(Code code);

    /// Pools with coupons for people in line.
    List<CampaignId> owingToLine(Instant now, int poolsMax);

    void store(Collection<CouponPool> pools, Instant now);

    Optional<Standing> standingOf(CampaignId campaignId, CustomerId customerId);
}
