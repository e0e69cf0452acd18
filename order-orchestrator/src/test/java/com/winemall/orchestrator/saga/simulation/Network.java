package com.winemall.orchestrator.saga.simulation;

import static java.util.stream.Collectors.joining;

import com.winemall.contracts.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Time, and messages on their way: lost, doubled, late, out of order; a broker that is down for
/// longer than a hold lasts; and processes that die at any commit and find the message they died
/// over again.
final class Network {

    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<String> trace = new ArrayList<>();
    private final boolean traced;
    private final Instant troubleEnds;
    private final Consumer<Message> everybody;

    private Instant brokerDies = Instant.MAX;
    private Instant brokerIsBack = Instant.MAX;
    private Instant now;
    private long sequence;

    /// @param everybody hears what is sent, once or more often, and never too little: those who
    ///   only listen are not what is tried here
    Network(
            Random random,
            Instant start,
            Duration trouble,
            boolean traced,
            Consumer<Message> everybody) {
        this.random = random;
        this.now = start;
        this.troubleEnds = start.plus(trouble);
        this.traced = traced;
        this.everybody = everybody;
    }

    /// Nothing is delivered in between, and everything afterwards.
    void brokerIsDown(Instant from, Duration length) {
        brokerDies = from;
        brokerIsBack = from.plus(length);
    }

    Instant now() {
        return now;
    }

    List<String> trace() {
        return trace;
    }

    /// Written down if anybody will read it; nothing is put into words before that is known.
    void tell(Object... words) {
        if (traced) {
            trace.add(now + " " + Stream.of(words).map(String::valueOf).collect(joining(" ")));
        }
    }

    boolean isTroubled() {
        return now.isBefore(troubleEnds);
    }

    /// Whether something goes wrong that goes wrong so often while there is trouble.
    boolean happens(int percent) {
        return isTroubled() && random.nextInt(100) < percent;
    }

    /// Some time up to this, in milliseconds.
    Duration some(int millisMax) {
        return Duration.ofMillis(random.nextInt(millisMax));
    }

    void at(Instant time, Runnable action) {
        events.add(new Event(time.isBefore(now) ? now : time, sequence++, action));
    }

    void after(Duration delay, Runnable action) {
        at(now.plus(delay), action);
    }

    /// Runs until nothing is left to happen, or the time is over.
    void runUntil(Instant end) {
        while (!events.isEmpty() && !events.peek().time.isAfter(end)) {
            var event = events.poll();
            now = event.time;
            event.action.run();
        }
    }

    /// Lets a process do something that nobody repeats for it: a request of a customer, a timer, an
    /// answer it had asked for. It may die before it commits, and then nothing has happened; or
    /// after, and then what was to follow is left to the sweepers.
    void act(Supplier<Part.Following> action) {
        if (happens(4)) {
            tell("dies", "before it commits");
            return;
        }
        boolean dies = happens(4);
        action.get().send(this, dies);
    }

    /// Sends messages that followed from another one: a crash before this was called loses them.
    void send(Part to, List<? extends Message> messages) {
        messages.forEach(message -> send(to, message));
    }

    /// Sends a message. While there is trouble it may be lost, doubled or late.
    void send(Part to, Message message) {
        everybody.accept(message);
        boolean trouble = isTroubled();
        if (trouble && random.nextInt(100) < 6) {
            tell("LOST", message);
            return;
        }
        int copies = trouble && random.nextInt(100) < 12 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            after(delay(trouble), () -> deliver(to, message));
        }
    }

    /// Sends what an outbox holds: a crash makes it late, and perhaps doubled, but never lost by
    /// its sender.
    void sendFromOutbox(Part to, List<? extends Message> messages) {
        boolean left = happens(8);
        for (var message : messages) {
            after(left ? Duration.ofSeconds(15) : Duration.ZERO, () -> send(to, message));
        }
    }

    private void deliver(Part to, Message message) {
        if (!now.isBefore(brokerDies) && now.isBefore(brokerIsBack)) {
            at(brokerIsBack.plus(some(500)), () -> deliver(to, message));
            return;
        }
        switch (crash()) {
            case NONE -> {
                tell(to.name(), "←", message);
                to.handle(message).send(this, false);
            }
            case BEFORE_COMMIT -> {
                tell(to.name(), "dies before it commits", message);
                redeliver(to, message);
            }
            case BEFORE_SEND -> {
                tell(to.name(), "dies before it sends", message);
                to.handle(message).send(this, true);
                redeliver(to, message);
            }
            case BEFORE_OFFSET -> {
                tell(to.name(), "dies before it commits the offset", message);
                to.handle(message).send(this, false);
                redeliver(to, message);
            }
        }
    }

    private void redeliver(Part to, Message message) {
        after(Duration.ofMillis(500 + random.nextInt(5_000)), () -> deliver(to, message));
    }

    private Crash crash() {
        if (!happens(8)) {
            return Crash.NONE;
        }
        return Crash.values()[1 + random.nextInt(3)];
    }

    private Duration delay(boolean trouble) {
        if (trouble && random.nextInt(100) < 6) {
            return Duration.ofMillis(random.nextInt(90_000));
        }
        return Duration.ofMillis(1 + random.nextInt(trouble ? 400 : 20));
    }

    private enum Crash {
        NONE,
        BEFORE_COMMIT,
        BEFORE_SEND,
        BEFORE_OFFSET
    }

    private record Event(Instant time, long sequence, Runnable action)
            implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byTime = time.compareTo(other.time);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }
}
