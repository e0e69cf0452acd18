package com.winemall.notification.bounce;

/// Reads what arrives in the name of Amazon SNS, and answers it.
public interface Announcements {

    /// @param words as they came
    Announcement read(byte[] words);

    /// Says that we want to hear of the topic.
    ///
    /// @return whether SNS has heard it
    boolean confirm(Announcement.OfTopic question);
}
