package com.winemall.orchestrator.saga;

import com.winemall.contracts.reply.SagaReply;
import com.winemall.starter.messaging.Received;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Replies that came before the sagas they are for could be seen: the transaction that starts a
/// saga may still be open, or its order's event may still be on its way. They are kept aside, so
/// that nobody else's reply has to wait for them, and none is lost however long it takes.
public interface EarlyReplies {

    /// Keeps replies. One that is kept already is not kept twice.
    void keep(Collection<Received<SagaReply>> replies);

    /// Takes out replies whose sagas are to be seen by now, and those nobody waits for any longer.
    ///
    /// @param sentBefore what was sent before has waited for long enough
    /// @param max replies at most
    List<Received<SagaReply>> takeOut(Instant sentBefore, int max);
}
