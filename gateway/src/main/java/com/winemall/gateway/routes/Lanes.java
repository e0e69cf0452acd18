package com.winemall.gateway.routes;

import com.winemall.gateway.routes.LaneSettings.Breaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.netty.http.client.HttpClient;

/// The lanes: to each service those its routes need.
@Component
class Lanes {

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    private final Instances instances;
    private final LaneSettings settings;
    private final HttpClient client;
    private final MeterRegistry meters;
    private final Map<String, ServiceLane> made = new HashMap<>();

    Lanes(Instances instances, LaneSettings settings, HttpClient client, MeterRegistry meters) {
        this.instances = instances;
        this.settings = settings;
        this.client = client;
        this.meters = meters;
    }

    /// Routes that lead through the same lane share its breakers.
    ServiceLane to(Service service, Lane lane) {
        return made.computeIfAbsent(ServiceLane.name(service, lane), _ -> make(service, lane));
    }

    private ServiceLane make(Service service, Lane lane) {
        var limited = client.responseTimeout(settings.limit(lane));
        return new ServiceLane(
                service, lane, instances, limited, address -> breaker(service, lane, address));
    }

    private CircuitBreaker breaker(Service service, Lane lane, URI address) {
        var name = ServiceLane.name(service, lane) + " " + address.getAuthority();
        var breaker = CircuitBreaker.of(name, config(settings.breaker()));
        breaker.getEventPublisher().onStateTransition(Lanes::tell);
        Gauge.builder("winemall.lane.open", breaker, it -> it.getState() == State.OPEN ? 1 : 0)
                .description("1 while calls to an instance of a service are refused without asking")
                .tag("to", service.label())
                .tag("at", address.getAuthority())
                .tag("lane", lane.name())
                .register(meters);
        return breaker;
    }

    /// Whatever a service answers, it answers: its 503 for one thing it cannot do at the moment
    /// must not close the door to everything else it can. Only silence counts against it, and only
    /// once it has been asked.
    private static CircuitBreakerConfig config(Breaker settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.calls())
                .minimumNumberOfCalls(settings.callsMin())
                .failureRateThreshold(settings.failures())
                .waitDurationInOpenState(settings.pause())
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .ignoreException(BodyNotReceived.class::isInstance)
                .writableStackTraceEnabled(false)
                .build();
    }

    private static void tell(CircuitBreakerOnStateTransitionEvent change) {
        switch (change.getStateTransition().getToState()) {
            case OPEN ->
                    log.atWarn()
                            .addKeyValue("lane", change.getCircuitBreakerName())
                            .log("an instance does not answer: calls are refused at once");
            case CLOSED ->
                    log.atInfo()
                            .addKeyValue("lane", change.getCircuitBreakerName())
                            .log("an instance answers again");
            case HALF_OPEN, DISABLED, FORCED_OPEN, METRICS_ONLY -> {}
        }
    }
}
