package com.winemall.orchestrator.saga;

import com.winemall.contracts.Message;
import java.util.List;

/// What follows from a message.
///
/// @param saga as it is afterwards
/// @param messages commands to participants, and what is to be told
/// @param log what happened
public record Decision(Saga saga, Verdict verdict, List<Message> messages, List<LogEntry> log) {

    public Decision {
        messages = List.copyOf(messages);
        log = List.copyOf(log);
    }

    public boolean changed() {
        return verdict == Verdict.CHANGED;
    }

    /// What became of the message.
    public enum Verdict {
        CHANGED,
        /// It was used before: what followed from it is said again.
        REPEATED,
        /// It answers nothing the saga is waiting for.
        STALE,
        /// The saga is not in a state for this.
        REFUSED
    }
}
