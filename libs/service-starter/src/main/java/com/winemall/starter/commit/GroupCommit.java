package com.winemall.starter.commit;

import com.winemall.starter.worker.Worker;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Lets concurrent callers share a transaction: what is handed in while one commit is under way
/// makes the next one, and each waits a moment for more. A crowd pays for one commit together.
///
/// @param <T> what a caller hands in
/// @param <R> what it gets back once the database has it
public final class GroupCommit<T, R> extends Worker {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
    private static final long IDLE_LOOK_MILLIS = 200;

    private final String name;
    private final TransactionOperations transaction;
    private final Function<List<T>, List<R>> work;
    private final int batchMax;
    private final Duration linger;
    private final BlockingQueue<Waiting<T, R>> queue;

    /// @param name of the thread that commits
    /// @param work done in one transaction for a whole batch; answers one result for each item, in
    ///   the same order
    /// @param batchMax items in one transaction at most
    /// @param linger how long a commit waits for more: what a lone caller pays for the crowd
    /// @param queueMax callers waiting at most
    public GroupCommit(
            String name,
            TransactionOperations transaction,
            Function<List<T>, List<R>> work,
            int batchMax,
            Duration linger,
            int queueMax) {
        super(name);
        this.name = name;
        this.transaction = transaction;
        this.work = work;
        this.batchMax = batchMax;
        this.linger = linger;
        this.queue = new ArrayBlockingQueue<>(queueMax);
    }

    /// Waits until the item is committed.
    ///
    /// @throws Overloaded if as many callers as allowed are waiting already; nothing was done
    /// @throws RuntimeException what the work threw for this item; nothing was done
    public R commit(T item) {
        var waiting = new Waiting<T, R>(item, new CompletableFuture<>(), Context.current());
        if (!isRunning() || !queue.offer(waiting)) {
            throw new Overloaded(name);
        }
        // The worker may have ended between the two looks above; then nobody would answer.
        if (!isRunning() && queue.remove(waiting)) {
            throw new Overloaded(name);
        }
        try {
            return waiting.result().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    /// Runs before the web server takes requests and until it has answered the last one.
    @Override
    public int getPhase() {
        return 1;
    }

    @Override
    protected void work() throws InterruptedException {
        List<Waiting<T, R>> batch = new ArrayList<>();
        while (isRunning() || !queue.isEmpty()) {
            try {
                var first = queue.poll(IDLE_LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                if (linger.isPositive() && queue.size() < batchMax - 1) {
                    LockSupport.parkNanos(linger.toNanos());
                }
                queue.drainTo(batch, batchMax - 1);
                commitTogether(batch);
            } finally {
                batch.clear();
            }
        }
    }

    /// A batch that fails is tried again one by one, so that an item nobody can commit fails its
    /// own caller and no other.
    private void commitTogether(List<Waiting<T, R>> batch) {
        try {
            complete(batch);
        } catch (RuntimeException | Error e) {
            if (batch.size() == 1) {
                batch.getFirst().result().completeExceptionally(e);
                return;
            }
            log.atWarn()
                    .addKeyValue("items", batch.size())
                    .setCause(e)
                    .log("a shared commit failed and is tried one by one");
            batch.forEach(waiting -> commitTogether(List.of(waiting)));
        }
    }

    private void complete(List<Waiting<T, R>> batch) {
        List<T> items = batch.stream().map(Waiting::item).toList();
        List<R> results;
        try (var _ = traceOf(batch).makeCurrent()) {
            results = transaction.execute(_ -> work.apply(items));
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result().complete(results.get(i));
        }
    }

    /// What the database does for all callers is seen in the trace of the first that is sampled.
    private static <T, R> Context traceOf(List<Waiting<T, R>> batch) {
        for (var waiting : batch) {
            if (Span.fromContext(waiting.trace()).getSpanContext().isSampled()) {
                return waiting.trace();
            }
        }
        return Context.root();
    }

    /// @param trace of the caller
    private record Waiting<T, R>(T item, CompletableFuture<R> result, Context trace) {}

    /// More callers are waiting than this process is willing to keep.
    public static class Overloaded extends RuntimeException {

        private static final long serialVersionUID = 1;

        Overloaded(String name) {
            super(name + " takes no more for now");
        }
    }
}
