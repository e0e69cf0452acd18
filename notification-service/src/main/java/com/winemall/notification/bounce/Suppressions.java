package com.winemall.notification.bounce;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where it is kept which addresses nothing is sent to.
public interface Suppressions {

    /// Remembers a message of SNS.
    ///
    /// @return whether it was not there before
    boolean remember(String message);

    /// Forgets messages that are too old to be believed if they came again.
    void forget(Duration olderThan);

    /// From now on nothing is sent to these addresses; of no effect on those nothing is sent to
    /// already.
    ///
    /// @return how many are new
    int suppress(Report report, Suppression.Cause cause);

    /// @return whether it was in force
    boolean lift(UUID id, String by, String reason);

    Optional<Suppression> find(UUID id);

    /// The newest first.
    List<Suppression> list(Filter filter, long offset, int size);

    long count(Filter filter);

    /// What is absent does not matter.
    ///
    /// @param address compared without case
    record Filter(@Nullable String address, @Nullable Boolean inForce) {}
}
