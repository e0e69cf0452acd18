package com.winemall.starter.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;

/// Goes on serving for a while after this process was asked to end. Its readiness says no from the
/// first moment; this is the time whoever sends requests has to hear of it and to go elsewhere.
/// Then the web server takes no more, answers those it has, and ends.
///
/// Connections that are used meanwhile are closed by the answer, so that their next request finds
/// another instance.
final class Drain implements SmartLifecycle {

    private final Duration pause;

    private volatile boolean running;
    private volatile boolean draining;

    Drain(Duration pause) {
        this.pause = pause;
    }

    /// To be called for each answer before it is written.
    void sayFarewell(HttpServletResponse answer) {
        if (draining) {
            answer.setHeader(HttpHeaders.CONNECTION, "close");
        }
    }

    @Override
    public void start() {
        draining = false;
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        draining = true;
    }

    @Override
    public void stop(Runnable ended) {
        stop();
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(ended);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before the web server's own end, and after the consumers': others take over what they
    /// listened to while this goes on.
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }
}
