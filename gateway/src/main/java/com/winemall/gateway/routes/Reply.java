package com.winemall.gateway.routes;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.stream.Stream;

/// What one of several services that were asked said.
sealed interface Reply {

    static Stream<Said> said(List<Reply> replies) {
        return replies.stream()
                .flatMap(reply ->
                        switch (reply) {
                            case Said said -> Stream.of(said);
                            case Nothing _ -> Stream.empty();
                        });
    }

    /// @param headers as the service sent them
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Said(Service service, int status, HttpHeaders headers, byte[] body) implements Reply {

        boolean isOk() {
            return status == 200;
        }

        /// The caller asked for what is not to be had.
        boolean isRefusal() {
            return !isOk() && !isFailure();
        }

        boolean isNotFound() {
            return status == 404;
        }

        boolean isFailure() {
            return status >= 500;
        }
    }

    record Nothing(Service service) implements Reply {}
}
