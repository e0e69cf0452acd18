package com.winemall.notification.bounce;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How SES tells us of bounces and complaints: through topics of Amazon SNS.
///
/// @param topics the ARNs of those that are believed; without any, nothing is
/// @param ageMax of a message that is believed; longer than SNS tries to deliver one, which is an
///   hour
/// @param clockSkew how far ahead SNS's clock may be
/// @param sweepInterval between two times that messages too old to be believed are forgotten
/// @param endpoint who answers in SNS's name: for the local mall only
/// @param connectTimeout for a connection to SNS
/// @param timeout for SNS's whole answer
@ConfigurationProperties("winemall.mail.feedback")
public record FeedbackSettings(
        @DefaultValue List<String> topics,
        @DefaultValue("2h") Duration ageMax,
        @DefaultValue("5m") Duration clockSkew,
        @DefaultValue("1h") Duration sweepInterval,
        @Nullable URI endpoint,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("3s") Duration timeout) {

    public FeedbackSettings {
        topics = List.copyOf(topics);
    }
}
