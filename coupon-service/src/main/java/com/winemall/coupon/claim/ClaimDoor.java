package com.winemall.coupon.claim;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.coupon.campaign.Campaigns;
import com.winemall.firstcome.Answer;
import com.winemall.firstcome.Arrival;
import com.winemall.firstcome.Door;
import com.winemall.firstcome.PlaceReceipts;
import com.winemall.starter.FreshIds;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/// Where a person claims: the door of the campaign's pool, which gives each person one unit, and
/// those for whom there is none a place in line. While Redis is away nobody comes in.
@Component
public class ClaimDoor {

    private final Door door;
    private final Coupons coupons;
    private final Campaigns campaigns;
    private final PlaceReceipts receipts;
    private final LatestCodes latest;
    private final FreshIds ids;
    private final ClaimSettings settings;

    ClaimDoor(
            Door door,
            Coupons coupons,
            Campaigns campaigns,
            PlaceReceipts receipts,
            LatestCodes latest,
            FreshIds ids,
            ClaimSettings settings) {
        this.door = door;
        this.coupons = coupons;
        this.campaigns = campaigns;
        this.receipts = receipts;
        this.latest = latest;
        this.ids = ids;
        this.settings = settings;
    }

    /// Answers once the database has it. Whoever comes back right after giving a coupon back has a
    /// place without a coupon until the door has heard of it, and waits for that.
    public ClaimOutcome claim(CampaignId campaignId, CustomerId customerId) {
        return enter(campaignId, customerId)
                .or(() -> {
                    awaitGone(campaignId, customerId);
                    return enter(campaignId, customerId);
                })
                .orElseGet(ClaimOutcome.NotNow::new);
    }

    private void awaitGone(CampaignId campaignId, CustomerId customerId) {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        while (System.nanoTime() < deadline
                && door.whereIs(campaignId.value(), customerId.value())
                        instanceof Answer.Admitted) {
            LockSupport.parkNanos(settings.pause().toNanos());
        }
    }

    private Optional<ClaimOutcome> enter(CampaignId campaignId, CustomerId customerId) {
        var arrival = new Arrival(customerId.value(), ids.next(), null, 1, null);
        return switch (door.enter(campaignId.value(), arrival)) {
            case Answer.Admitted(var place, _) ->
                    latest.of(place.reference())
                            .<Standing>map(Standing.Assigned::new)
                            .or(() -> assigned(campaignId, customerId))
                            .map(ClaimOutcome.Accepted::new);
            case Answer.AlreadyIn _ ->
                    assigned(campaignId, customerId).map(ClaimOutcome.Repeated::new);
            case Answer.Waiting(long position, boolean again) ->
                    Optional.of(waiting(position, again));
            case Answer.NotOpen _, Answer.Closed _, Answer.Paused _ ->
                    Optional.of(new ClaimOutcome.NotOpen());
            case Answer.NotReady _, Answer.Refused _ -> Optional.of(undecided(campaignId));
            case Answer.SoldOut _,
                    Answer.TooMany _,
                    Answer.Queued _,
                    Answer.UnknownTicket _,
                    Answer.Nowhere _ ->
                    throw new IllegalStateException(
                            campaignId + " has a line, one coupon a person and no waiting room");
        };
    }

    /// What a person's claim has come to; nothing if they have none.
    public Optional<ClaimOutcome> look(CampaignId campaignId, CustomerId customerId) {
        return switch (door.whereIs(campaignId.value(), customerId.value())) {
            case Answer.Admitted _, Answer.AlreadyIn _ ->
                    assigned(campaignId, customerId).map(ClaimOutcome.Repeated::new);
            case Answer.Waiting(long position, _) -> Optional.of(waiting(position, true));
            case Answer.Nowhere _ -> unlessUnknown(campaignId);
            case Answer.NotReady _ -> Optional.of(undecided(campaignId));
            case Answer.NotOpen _,
                    Answer.Closed _,
                    Answer.Paused _,
                    Answer.Refused _,
                    Answer.SoldOut _,
                    Answer.TooMany _,
                    Answer.Queued _,
                    Answer.UnknownTicket _ ->
                    throw new IllegalStateException("nobody asked to be let in to " + campaignId);
        };
    }

    /// Proof of somebody's place among those who got a coupon; nothing if they did not.
    public Optional<String> receipt(CampaignId campaignId, CustomerId customerId) {
        return door.whereIs(campaignId.value(), customerId.value())
                        instanceof Answer.Admitted(var place, _)
                ? Optional.of(receipts.receipt(place))
                : Optional.empty();
    }

    private Optional<Standing> assigned(CampaignId campaignId, CustomerId customerId) {
        return coupons.codeOf(campaignId, customerId).map(Standing.Assigned::new);
    }

    private static ClaimOutcome waiting(long position, boolean again) {
        var standing = new Standing.Waiting(position);
        return again ? new ClaimOutcome.Repeated(standing) : new ClaimOutcome.Accepted(standing);
    }

    private Optional<ClaimOutcome> unlessUnknown(CampaignId campaignId) {
        return campaigns.exists(campaignId)
                ? Optional.empty()
                : Optional.of(new ClaimOutcome.UnknownCampaign());
    }

    /// Redis knows nothing of a campaign there never was, and for a moment of one it has lost.
    private ClaimOutcome undecided(CampaignId campaignId) {
        return unlessUnknown(campaignId).orElseGet(ClaimOutcome.NotNow::new);
    }
}
