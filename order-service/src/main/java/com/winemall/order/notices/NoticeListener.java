package com.winemall.order.notices;

/// Hears what is posted on one channel, by this instance or another. Whatever it does it does
/// quickly: all channels are heard by one thread.
public interface NoticeListener {

    /// A name PostgreSQL takes as it is: lower case, with underscores.
    String channel();

    void heard(String notice);

    /// Notices may have been missed.
    void lookAgain();
}
