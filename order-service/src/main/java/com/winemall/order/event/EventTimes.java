package com.winemall.order.event;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// When sale events act.
///
/// @param allotAhead how long before its door opens an event asks for its units
/// @param allotRetry after how long an event that there were not enough units for asks again
/// @param answerPatience how long product-service may be silent before it is asked again
/// @param openPatience how long an operator who opens an event is kept waiting for its units
/// @param returnLook between two looks whether an event that is over may give back its rest
@Validated
@ConfigurationProperties("winemall.events")
public record EventTimes(
        @DefaultValue("5s") Duration allotAhead,
        @DefaultValue("30s") Duration allotRetry,
        @DefaultValue("5s") Duration answerPatience,
        @DefaultValue("8s") Duration openPatience,
        @DefaultValue("1s") Duration returnLook) {

    /// Whoever opens an event that has its units already waits until its door opens.
    @AssertTrue(message = "open-patience has to be longer than allot-ahead")
    boolean isOpeningAwaited() {
        return openPatience.compareTo(allotAhead) > 0;
    }
}
