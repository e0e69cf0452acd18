package com.winemall.order.event;

import com.winemall.contracts.order.EntryDecided;

/// Tells the world the results of entries, admitted or refused, beside the answer.
public interface EntryResults {

    /// Returns at once. Should more be decided than can be told, some are not told.
    void tell(EntryDecided result);
}
