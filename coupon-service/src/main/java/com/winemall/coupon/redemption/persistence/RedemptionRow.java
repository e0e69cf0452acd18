package com.winemall.coupon.redemption.persistence;

import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.OrderId;
import com.winemall.coupon.code.Code;
import com.winemall.coupon.redemption.Redemption;
import com.winemall.coupon.redemption.Redemption.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A redemption as the table `redemption` has it: one column for each thing any state knows.
record RedemptionRow(
        Redemption redemption,
        String state,
        @Nullable Long discount,
        @Nullable Instant redeemedAt,
        @Nullable CouponProblem problem) {

    static final String REDEEMED = "REDEEMED";
    static final String RETURNED = "RETURNED";
    private static final String REFUSED = "REFUSED";

    static RedemptionRow of(Redemption redemption) {
        return switch (redemption.state()) {
            case State.Redeemed redeemed -> ofDiscount(redemption, REDEEMED, redeemed);
            case State.Returned(var was) -> ofDiscount(redemption, RETURNED, was);
            case State.Refused(var problem) ->
                    new RedemptionRow(redemption, REFUSED, null, null, problem);
        };
    }

    static Redemption read(ResultSet row) throws SQLException {
        var code = row.getString("coupon_code");
        return new Redemption(
                new OrderId(row.getObject("order_id", UUID.class)),
                code == null ? null : new Code(code),
                state(row));
    }

    boolean isEnded() {
        return !state.equals(REDEEMED);
    }

    private static RedemptionRow ofDiscount(
            Redemption redemption, String state, State.@Nullable Redeemed redeemed) {
        return redeemed == null
                ? new RedemptionRow(redemption, state, null, null, null)
                : new RedemptionRow(redemption, state, redeemed.discount(), redeemed.since(), null);
    }

    private static State state(ResultSet row) throws SQLException {
        var state = row.getString("state");
        return switch (state) {
            case REDEEMED -> redeemed(row);
            case RETURNED ->
                    new State.Returned(row.getObject("redeemed_at") == null ? null : redeemed(row));
            case REFUSED -> new State.Refused(CouponProblem.valueOf(row.getString("problem")));
            default -> throw new IllegalStateException("no redemption is " + state);
        };
    }

    private static State.Redeemed redeemed(ResultSet row) throws SQLException {
        return new State.Redeemed(row.getLong("discount"), instant(row, "redeemed_at"));
    }
}
