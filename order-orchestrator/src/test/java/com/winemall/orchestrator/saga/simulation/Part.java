package com.winemall.orchestrator.saga.simulation;

import com.winemall.contracts.Message;
import java.util.ArrayList;
import java.util.List;

/// A service of the simulated world. What it changes while it handles a message is committed when
/// it returns.
interface Part {

    String name();

    /// @return what follows, not sent yet
    Following handle(Message message);

    /// What a transaction wants done once it is committed.
    final class Following {

        private final List<Sending> direct = new ArrayList<>();
        private final List<Sending> outbox = new ArrayList<>();
        private final List<Runnable> calls = new ArrayList<>();

        static Following nothing() {
            return new Following();
        }

        /// Answers, which redelivery makes again.
        Following then(Part to, Message message) {
            direct.add(new Sending(to, message));
            return this;
        }

        /// What redelivery would not make again.
        Following throughOutbox(Part to, Message message) {
            outbox.add(new Sending(to, message));
            return this;
        }

        /// Calls over HTTP, which only a sweeper makes again.
        Following calling(Runnable call) {
            calls.add(call);
            return this;
        }

        void send(Network network, boolean diedBeforeSending) {
            if (!diedBeforeSending) {
                direct.forEach(sending -> network.send(sending.to, sending.message));
                calls.forEach(Runnable::run);
            }
            outbox.forEach(sending -> network.sendFromOutbox(sending.to, List.of(sending.message)));
        }

        private record Sending(Part to, Message message) {}
    }
}
