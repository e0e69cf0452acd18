package com.winemall.orchestrator.saga;

/// Says how far participants are behind.
public interface Backlogs {

    /// Answers within a bounded time, and not always with the newest.
    ///
    /// @param topic its commands travel on
    Backlog of(Participant participant, String topic);
}
