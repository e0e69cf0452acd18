package com.winemall.user;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.security.crypto.password.PasswordEncoder;

/// Counts the hashes that are made, and lets something happen right after a comparison, before
/// anybody acts on it.
public final class WatchedEncoder implements PasswordEncoder {

    private final PasswordEncoder encoder;
    private final AtomicInteger hashes = new AtomicInteger();
    private final AtomicReference<Runnable> interruption = new AtomicReference<>();

    public WatchedEncoder(PasswordEncoder encoder) {
        this.encoder = encoder;
    }

    /// How many hashes an action makes.
    public int hashesOf(Runnable action) {
        int before = hashes.get();
        action.run();
        return hashes.get() - before;
    }

    /// Once, after the next comparison.
    public void interrupt(Runnable event) {
        interruption.set(event);
    }

    @Override
    public String encode(CharSequence password) {
        hashes.incrementAndGet();
        return Objects.requireNonNull(encoder.encode(password));
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
        hashes.incrementAndGet();
        boolean matches = encoder.matches(password, hash);
        Optional.ofNullable(interruption.getAndSet(null)).ifPresent(Runnable::run);
        return matches;
    }
}
