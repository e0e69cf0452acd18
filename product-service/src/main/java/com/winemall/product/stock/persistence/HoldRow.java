package com.winemall.product.stock.persistence;

import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import com.winemall.product.stock.Hold;
import com.winemall.product.stock.Hold.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A hold as the table `stock_hold` has it: one column for each thing any state knows.
record HoldRow(
        Hold hold,
        String state,
        @Nullable Instant expiresAt,
        @Nullable Long place,
        @Nullable Integer position,
        @Nullable Instant waitUntil,
        @Nullable Long holdWhenServed,
        @Nullable CancelReason reason,
        @Nullable Integer available) {

    static HoldRow of(Hold hold) {
        return switch (hold.state()) {
            case State.Held(var expiresAt) -> ofUnits(hold, "HELD", expiresAt);
            case State.Committed(var heldUntil) -> ofUnits(hold, "COMMITTED", heldUntil);
            case State.Expired(var expiredAt) -> ofUnits(hold, "EXPIRED", expiredAt);
            case State.Released _ -> ofUnits(hold, "RELEASED", null);
            case State.Returned _ -> ofUnits(hold, "RETURNED", null);
            case State.Refused(var reason, var available) ->
                    new HoldRow(hold, "REFUSED", null, null, null, null, null, reason, available);
            case State.Waiting waiting ->
                    new HoldRow(
                            hold,
                            "WAITING",
                            null,
                            waiting.place(),
                            waiting.position(),
                            waiting.waitUntil(),
                            waiting.holdWhenServed().toMillis(),
                            null,
                            null);
        };
    }

    static Hold read(ResultSet row) throws SQLException {
        var customer = row.getObject("customer_id", UUID.class);
        var event = row.getObject("event_id", UUID.class);
        return new Hold(
                new OrderId(row.getObject("order_id", UUID.class)),
                new ProductId(row.getObject("product_id", UUID.class)),
                new CommandId(row.getString("command_id")),
                customer == null ? null : new CustomerId(customer),
                event == null ? null : new EventId(event),
                row.getInt("quantity"),
                row.getString("name"),
                row.getLong("unit_price"),
                row.getObject("line_seq") != null,
                state(row));
    }

    private static HoldRow ofUnits(Hold hold, String state, @Nullable Instant expiresAt) {
        return new HoldRow(hold, state, expiresAt, null, null, null, null, null, null);
    }

    private static State state(ResultSet row) throws SQLException {
        var state = row.getString("state");
        return switch (state) {
            case "HELD" -> new State.Held(instant(row, "expires_at"));
            case "COMMITTED" -> new State.Committed(instant(row, "expires_at"));
            case "EXPIRED" -> new State.Expired(instant(row, "expires_at"));
            case "RELEASED" -> new State.Released();
            case "RETURNED" -> new State.Returned();
            case "REFUSED" ->
                    new State.Refused(
                            CancelReason.valueOf(row.getString("reason")), row.getInt("available"));
            case "WAITING" ->
                    new State.Waiting(
                            row.getLong("line_seq"),
                            row.getInt("announced_position"),
                            instant(row, "wait_until"),
                            duration(row, "hold_when_served"));
            default -> throw new IllegalStateException("no hold is " + state);
        };
    }

    private static Duration duration(ResultSet row, String column) throws SQLException {
        return Duration.ofMillis(row.getLong(column));
    }
}
