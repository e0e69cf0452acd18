package com.winemall.notification.bounce;

/// Something that arrived in the name of Amazon SNS, through which SES speaks.
public sealed interface Announcement {

    /// About a mail.
    ///
    /// @param id the same however often SNS says it
    record OfMail(String id, Report report) implements Announcement {}

    /// SNS asks whether we want to hear of a topic.
    ///
    /// @param confirmation what to visit to say yes
    record OfTopic(String topic, String confirmation) implements Announcement {}

    /// SNS will not tell of a topic any more: somebody ended the subscription.
    record OfEnd(String topic) implements Announcement {}

    /// From SNS, and nothing we act on: a delivery, an opened mail, a test.
    record OfNoConcern() implements Announcement {}

    /// Not from SNS as far as we can tell, or too late.
    record Untrusted(Doubt doubt) implements Announcement {}

    /// Why it is not believed.
    enum Doubt {
        /// It is not what SNS sends.
        MALFORMED,
        /// Nobody here wants to hear of its topic.
        UNKNOWN_TOPIC,
        /// SNS did not sign it, or not like this.
        BAD_SIGNATURE,
        /// SNS signed it, long ago or in the future.
        NOT_OF_NOW,
        /// What SNS's signature is checked with cannot be had at the moment.
        UNVERIFIABLE
    }
}
