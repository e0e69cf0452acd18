package com.winemall.coupon.claim;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.coupon.CouponAssigned;
import com.winemall.contracts.coupon.CouponEvent;
import com.winemall.contracts.coupon.CouponQueued;
import com.winemall.coupon.campaign.Validity;
import com.winemall.coupon.code.Code;
import com.winemall.coupon.code.FreshCodes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The coupons of one campaign and the people who want them, for the length of one transaction that
/// has them to itself. Who gets a coupon is decided here and nowhere else: first come, first
/// served, and while anybody waits a newcomer joins the end of the line, even if a coupon is free.
public final class CouponPool {

    private final CampaignId campaignId;
    private final String campaignName;
    private final Validity validity;
    private final Counters before;
    private final Instant now;
    private final Map<CustomerId, Claim> claims = new HashMap<>();

    private final Map<CustomerId, Claim> changedClaims = new LinkedHashMap<>();
    private final List<Assignment> assignments = new ArrayList<>();
    private final List<Code> givenBack = new ArrayList<>();
    private final List<CouponEvent> events = new ArrayList<>();
    private Counters counters;

    public CouponPool(
            CampaignId campaignId,
            String campaignName,
            Validity validity,
            Counters counters,
            Instant now) {
        this.campaignId = campaignId;
        this.campaignName = campaignName;
        this.validity = validity;
        this.before = counters;
        this.counters = counters;
        this.now = now;
    }

    /// Makes the earlier claims known of the people this transaction is about.
    public void know(Collection<Claim> earlier) {
        earlier.forEach(claim -> claims.put(claim.customerId(), claim));
    }

    ClaimOutcome claim(CustomerId customerId, FreshCodes codes) {
        if (!validity.isOpenAt(now)) {
            return new ClaimOutcome.NotOpen();
        }
        var standing = standingOf(customerId);
        if (standing.isPresent()) {
            return new ClaimOutcome.Repeated(standing.get());
        }
        return new ClaimOutcome.Accepted(
                counters.waiting() == 0 && counters.free() > 0
                        ? assign(customerId, codes.next())
                        : join(customerId));
    }

    boolean isOver() {
        return validity.isOverAt(now);
    }

    void issue(int quantity) {
        counters = counters.moreIssued(quantity);
    }

    /// Whether this person has this coupon, so that it is theirs to give back.
    boolean has(CustomerId customerId, Code code) {
        return standingOf(customerId).filter(new Standing.Assigned(code)::equals).isPresent();
    }

    /// Takes a coupon back. Its code is dead: whoever comes next gets another.
    void giveBack(CustomerId customerId) {
        var claim = claims.get(customerId);
        if (claim == null || !(claim.state() instanceof Claim.State.Assigned(var code))) {
            throw new IllegalStateException(customerId + " has no coupon of " + campaignId);
        }
        put(claim.to(new Claim.State.GivenBack()));
        givenBack.add(code);
        counters = counters.oneGivenBack();
    }

    /// How many people in line could have a coupon now. After the campaign nobody can.
    int dueToLine() {
        return isOver() ? 0 : Math.min(counters.free(), counters.waiting());
    }

    /// Gives coupons to the people at the head of the line.
    ///
    /// @param head in the order of their places, and no more than there are coupons due to the line
    void serve(List<Claim> head, FreshCodes codes) {
        if (head.size() > dueToLine()) {
            throw new IllegalStateException(
                    head.size() + " people cannot be served by " + campaignId + " at " + counters);
        }
        for (var claim : head) {
            counters = counters.oneServed();
            hand(claim.to(new Claim.State.Assigned(codes.next())), true);
        }
    }

    private Standing assign(CustomerId customerId, Code code) {
        counters = counters.oneAssigned();
        hand(next(customerId, new Claim.State.Assigned(code)), false);
        return new Standing.Assigned(code);
    }

    private Standing join(CustomerId customerId) {
        counters = counters.oneJoined();
        var claim = next(customerId, new Claim.State.Waiting(counters.lastPlace()));
        put(claim);
        long position = counters.positionOf(counters.lastPlace());
        events.add(new CouponQueued(campaignId, customerId, claim.version(), position, now));
        return new Standing.Waiting(position);
    }

    private Claim next(CustomerId customerId, Claim.State state) {
        var earlier = claims.get(customerId);
        return earlier == null ? new Claim(campaignId, customerId, 1, state) : earlier.to(state);
    }

    private void hand(Claim claim, boolean fromLine) {
        if (!(claim.state() instanceof Claim.State.Assigned(var code))) {
            throw new IllegalStateException(claim + " has no coupon to hand over");
        }
        put(claim);
        assignments.add(new Assignment(code, claim.customerId()));
        events.add(
                new CouponAssigned(
                        campaignId,
                        claim.customerId(),
                        claim.version(),
                        code.readable(),
                        campaignName,
                        fromLine,
                        validity.until(),
                        now));
    }

    private Optional<Standing> standingOf(CustomerId customerId) {
        var claim = claims.get(customerId);
        return claim == null ? Optional.empty() : standing(claim.state(), counters);
    }

    /// What a claim has come to.
    ///
    /// @return nothing if it has come to its end
    public static Optional<Standing> standing(Claim.State state, Counters counters) {
        return switch (state) {
            case Claim.State.Assigned(var code) -> Optional.of(new Standing.Assigned(code));
            case Claim.State.Waiting(long place) ->
                    Optional.of(new Standing.Waiting(counters.positionOf(place)));
            case Claim.State.GivenBack _ -> Optional.empty();
        };
    }

    private void put(Claim claim) {
        claims.put(claim.customerId(), claim);
        changedClaims.put(claim.customerId(), claim);
    }

    public CampaignId campaignId() {
        return campaignId;
    }

    public Counters counters() {
        return counters;
    }

    /// What this transaction has added to the counters.
    public Counters countersMoved() {
        return counters.since(before);
    }

    public boolean isChanged() {
        return !counters.equals(before) || !changedClaims.isEmpty();
    }

    public Collection<Claim> changedClaims() {
        return changedClaims.values();
    }

    /// Coupons that have come to be.
    public List<Assignment> assignments() {
        return assignments;
    }

    /// Coupons that are nobody's any more.
    public List<Code> givenBack() {
        return givenBack;
    }

    /// What the people concerned have to hear.
    List<CouponEvent> events() {
        return events;
    }

    /// A coupon and whose it is.
    public record Assignment(Code code, CustomerId customerId) {}
}
