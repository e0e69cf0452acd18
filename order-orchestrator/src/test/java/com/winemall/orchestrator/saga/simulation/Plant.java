package com.winemall.orchestrator.saga.simulation;

/// A bug put into the world on purpose, to see the simulation catch it.
enum Plant {
    NONE,
    /// A step that had not answered when the order was given up is taken for not done.
    SILENT_STEP_NOT_UNDONE,
    /// A reply is used without looking which command it answers.
    LATE_REPLY_ACCEPTED,
    /// Units are given back each time a release is delivered.
    DOUBLE_RELEASE,
    /// An undo that finds nothing to undo leaves no tombstone.
    UNDO_BEFORE_DO_FORGOTTEN
}
