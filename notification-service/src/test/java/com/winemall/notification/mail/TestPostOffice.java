package com.winemall.notification.mail;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// A post office in memory. It takes every letter and notes when it came, unless told otherwise.
final class TestPostOffice implements PostOffice {

    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private volatile Function<Letter, Delivery> answer =
            letter -> new Delivery.Accepted("message-of-" + letter.mail());

    void answer(Function<Letter, Delivery> other) {
        answer = other;
    }

    @Override
    public Delivery send(Letter letter) {
        received.add(new Received(letter, System.nanoTime()));
        return answer.apply(letter);
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    record Received(Letter letter, long nanoTime) {}
}
