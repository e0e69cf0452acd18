package com.winemall.orchestrator.saga.simulation;

import com.winemall.contracts.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/// Time, and messages on their way: lost, doubled, late, out of order; and processes that die at
/// any commit and find the message they died over again.
final class Network {

    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<String> trace = new ArrayList<>();
    private final boolean traced;
    private final Instant troubleEnds;

    private Instant now;
    private long sequence;

    Network(Random random, Instant start, Duration trouble, boolean traced) {
        this.random = random;
        this.now = start;
        this.troubleEnds = start.plus(trouble);
        this.traced = traced;
    }

    Instant now() {
        return now;
    }

    List<String> trace() {
        return trace;
    }

    void tell(String what, Object detail) {
        if (traced) {
            trace.add(now + " " + what + " " + detail);
        }
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

    /// Sends messages that followed from another one: a crash before this was called loses them.
    void send(Part to, List<? extends Message> messages) {
        messages.forEach(message -> send(to, message));
    }

    /// Sends a message. While there is trouble it may be lost, doubled or late.
    void send(Part to, Message message) {
        boolean trouble = now.isBefore(troubleEnds);
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
        boolean left = now.isBefore(troubleEnds) && random.nextInt(100) < 8;
        for (var message : messages) {
            after(left ? Duration.ofSeconds(15) : Duration.ZERO, () -> send(to, message));
        }
    }

    private void deliver(Part to, Message message) {
        switch (crash()) {
            case NONE -> {
                tell(to.name() + " ←", message);
                to.handle(message).send(this, false);
            }
            case BEFORE_COMMIT -> {
                tell(to.name() + " dies before it commits", message);
                redeliver(to, message);
            }
            case BEFORE_SEND -> {
                tell(to.name() + " dies before it sends", message);
                to.handle(message).send(this, true);
                redeliver(to, message);
            }
            case BEFORE_OFFSET -> {
                tell(to.name() + " dies before it commits the offset", message);
                to.handle(message).send(this, false);
                redeliver(to, message);
            }
        }
    }

    private void redeliver(Part to, Message message) {
        after(Duration.ofMillis(500 + random.nextInt(5_000)), () -> deliver(to, message));
    }

    private Crash crash() {
        if (!now.isBefore(troubleEnds) || random.nextInt(100) >= 8) {
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
