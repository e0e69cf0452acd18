package com.winemall.order.live;

import com.winemall.order.live.Frame.Kind;
import com.winemall.order.ordering.OrderStatus;
import java.util.List;
import java.util.UUID;

/// The state of one thing, in the frames that tell it.
///
/// @param subject an order's, a campaign's or an event's id
/// @param version the higher of two is the newer
record Update(UUID subject, long version, List<Frame> frames) {

    static Update of(OrderState order) {
        var id = order.id().value();
        var status = order.status().name();
        var reason = order.reason() == null ? null : order.reason().name();
        var position = order.position() == null ? null : order.position().longValue();
        var state = new Frame(Kind.ORDER, id, status, reason, position, order.at());
        if (order.status() != OrderStatus.RESERVED || position == null) {
            return new Update(id, order.version(), List.of(state));
        }
        var place = new Frame(Kind.QUEUE, id, status, null, position, order.at());
        return new Update(id, order.version(), List.of(state, place));
    }
}
