package com.winemall.starter.deadletter;

import com.winemall.starter.deadletter.DeadLetterTable.Waiting;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/// How many dead letters wait, on the service's own port, for whoever writes the digest. It says no
/// more than the meter does, and so needs no token either.
@Endpoint(id = "deadletters")
class WaitingLettersEndpoint {

    private final DeadLetterTable table;

    WaitingLettersEndpoint(DeadLetterTable table) {
        this.table = table;
    }

    @ReadOperation
    public Answer waiting() {
        return new Answer(table.waiting());
    }

    public record Answer(List<Waiting> waiting) {}
}
