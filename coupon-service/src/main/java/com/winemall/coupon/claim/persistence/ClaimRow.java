package com.winemall.coupon.claim.persistence;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.coupon.claim.Claim;
import com.winemall.coupon.claim.Claim.State;
import com.winemall.coupon.code.Code;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A claim as the table `claim` has it: one column for each thing any state knows.
record ClaimRow(Claim claim, String state, @Nullable Long place, @Nullable Code code) {

    static ClaimRow of(Claim claim) {
        return switch (claim.state()) {
            case State.Assigned(var code) -> new ClaimRow(claim, "ASSIGNED", null, code);
            case State.Waiting(long place) -> new ClaimRow(claim, "WAITING", place, null);
            case State.GivenBack _ -> new ClaimRow(claim, "GIVEN_BACK", null, null);
        };
    }

    static Claim read(ResultSet row) throws SQLException {
        return new Claim(
                new CampaignId(row.getObject("campaign_id", UUID.class)),
                new CustomerId(row.getObject("customer_id", UUID.class)),
                row.getLong("version"),
                state(row));
    }

    static State state(ResultSet row) throws SQLException {
        var state = row.getString("state");
        return switch (state) {
            case "ASSIGNED" -> new State.Assigned(new Code(row.getString("coupon_code")));
            case "WAITING" -> new State.Waiting(row.getLong("line_seq"));
            case "GIVEN_BACK" -> new State.GivenBack();
            default -> throw new IllegalStateException("no claim is " + state);
        };
    }
}
