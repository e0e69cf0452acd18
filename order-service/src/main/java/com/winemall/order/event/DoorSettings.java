package com.winemall.order.event;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param arrivalsPerSecond people an event's door deals with in a second, unless the event says
///   otherwise; the others are given a turn in its waiting room. 0: there is no waiting room
/// @param simulatedIneligibleRate the share of customers the simulated eligibility refuses
@Validated
@ConfigurationProperties("winemall.events")
public record DoorSettings(
        @DefaultValue("2000") @Min(0) int arrivalsPerSecond,
        @DefaultValue("0") @DecimalMin("0") @DecimalMax("1") double simulatedIneligibleRate) {}
