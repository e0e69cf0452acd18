package com.winemall.orchestrator.saga.simulation;

/// A bug put into the world on purpose, to see the simulation catch it.
enum Plant {
    NONE(""),
    /// A step that had not answered when the order was given up is taken for not done.
    SILENT_STEP_NOT_UNDONE("ended and"),
    /// A reply is used without looking which command it answers.
    LATE_REPLY_ACCEPTED(""),
    /// Units are given back each time a release is delivered.
    DOUBLE_RELEASE("stock is off"),
    /// An undo that finds nothing to undo leaves no tombstone.
    UNDO_BEFORE_DO_FORGOTTEN("ended and"),
    /// A hold that has run out, while the order was being paid, is sold all the same.
    EXPIRED_HOLD_COMMITTED("was sold a hold that had run out"),
    /// Nobody looks at the deadline when a customer pays; only the sweep ends an order.
    LATE_PAYMENT_ACCEPTED("was paid after its deadline"),
    /// The money is taken as soon as it is authorized.
    CAPTURED_BEFORE_COMMITTED("was charged before its stock was committed"),
    /// A capture whose answer was lost is tried again as if it were another one.
    NEW_KEY_AFTER_UNKNOWN_ANSWER("was charged twice"),
    /// A payment whose answer was lost is begun anew, beside the first.
    NEW_INTENT_AFTER_UNKNOWN_ANSWER("keeps money it has no right to"),
    /// Money goes back only if the provider knows of some.
    RETURN_SKIPPED_IF_PROVIDER_KNOWS_NOTHING("keeps money it has no right to"),
    /// The provider voids what it does not know and forgets that it did.
    VOID_WITHOUT_TOMBSTONE("keeps money it has no right to"),
    /// A wish to cancel is forgotten when the saga has decided meanwhile.
    CANCELLATION_LOST_TO_THE_OUTCOME("was cancelled and is kept"),
    /// A cancellation that comes after a younger fact about the order is passed over.
    OLD_CANCELLATION_IGNORED("has ended for its customer, and its saga is at ORDER_PAID");

    /// What it makes of the world; one of many things if empty.
    final String symptom;

    Plant(String symptom) {
        this.symptom = symptom;
    }
}
