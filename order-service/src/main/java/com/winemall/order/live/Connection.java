package com.winemall.order.live;

import java.io.IOException;

/// The way to one open page. Frames and pings are sent by one thread at a time and may block it for
/// as long as the page does not read; closing may happen meanwhile.
public interface Connection {

    void send(Frame frame) throws IOException;

    /// Asks the page's browser to answer.
    void ping() throws IOException;

    void close(Ending ending);
}
