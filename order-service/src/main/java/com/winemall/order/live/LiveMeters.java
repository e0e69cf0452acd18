package com.winemall.order.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/// What is measured of open pages.
@Component
class LiveMeters {

    private final AtomicInteger open = new AtomicInteger();
    private final Map<Ending, Counter> ended = new EnumMap<>(Ending.class);
    private final Counter frames;
    private final Counter reads;

    LiveMeters(MeterRegistry meters) {
        Gauge.builder("winemall.live.pages", open, AtomicInteger::get)
                .description("open pages")
                .register(meters);
        for (var ending : Ending.values()) {
            ended.put(
                    ending,
                    Counter.builder("winemall.live.ended")
                            .description("pages that are no longer told anything, by why")
                            .tag("why", ending.name())
                            .register(meters));
        }
        frames =
                Counter.builder("winemall.live.frames")
                        .description("frames sent to pages")
                        .register(meters);
        reads =
                Counter.builder("winemall.live.reads")
                        .description("queries for orders that pages are told of")
                        .register(meters);
    }

    void open(int pages) {
        open.set(pages);
    }

    void ended(Ending why) {
        Objects.requireNonNull(ended.get(why)).increment();
    }

    void sent() {
        frames.increment();
    }

    void read() {
        reads.increment();
    }
}
