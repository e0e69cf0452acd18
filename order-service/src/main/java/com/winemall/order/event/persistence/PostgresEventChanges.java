package com.winemall.order.event.persistence;

import com.winemall.contracts.EventId;
import com.winemall.order.event.EventBoard;
import com.winemall.order.event.EventChanges;
import com.winemall.order.event.SaleEvent;
import com.winemall.order.notices.NoticeListener;
import com.winemall.order.notices.Notices;
import com.winemall.starter.commit.AfterCommit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Changes of events travel between instances as notices. The instance that made one knows without
/// the detour.
@Component
class PostgresEventChanges implements EventChanges, NoticeListener {

    private static final String CHANNEL = "event_changed";

    private final Notices notices;
    private final EventBoard board;

    PostgresEventChanges(Notices notices, EventBoard board) {
        this.notices = notices;
        this.board = board;
    }

    @Override
    public void announce(Collection<SaleEvent> changed) {
        if (changed.isEmpty()) {
            return;
        }
        List<EventId> ids = changed.stream().map(SaleEvent::id).toList();
        notices.post(CHANNEL, ids.stream().map(EventId::toString).toList());
        AfterCommit.run(() -> ids.forEach(board::changed));
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public void heard(String notice) {
        board.changed(new EventId(UUID.fromString(notice)));
    }

    @Override
    public void lookAgain() {
        board.lookAgain();
    }
}
