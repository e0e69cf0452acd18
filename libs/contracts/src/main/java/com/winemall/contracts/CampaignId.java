package com.winemall.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Names one coupon campaign.
public record CampaignId(@JsonValue UUID value) implements Comparable<CampaignId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CampaignId {}

    @Override
    public int compareTo(CampaignId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
