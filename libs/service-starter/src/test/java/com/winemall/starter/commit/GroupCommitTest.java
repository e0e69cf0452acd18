package com.winemall.starter.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.winemall.starter.commit.GroupCommit.Overloaded;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

class GroupCommitTest {

    private static final int BATCH_MAX = 10;
    private static final int QUEUE_MAX = 15;
    private static final String FIRST = "first";
    private static final String BAD = "bad";
    private static final String DEEP = "deep";

    private final Transactions transactions = new Transactions();
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final List<String> tracesSeen = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstMayGoOn = new CountDownLatch(1);
    private final GroupCommit<String, String> commits =
            new GroupCommit<>(
                    "test", transactions, this::work, BATCH_MAX, Duration.ofMillis(1), QUEUE_MAX);

    @AfterEach
    void stop() {
        firstMayGoOn.countDown();
        if (commits.isRunning()) {
            commits.stop();
        }
    }

    @Test
    void a_lone_caller_waits_for_nobody() {
        commits.start();
        long start = System.nanoTime();

        for (int i = 0; i < 50; i++) {
            assertThat(commits.commit("item " + i)).isEqualTo("done item " + i);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(batches).hasSize(50).allMatch(batch -> batch.size() == 1);
        assertThat(transactions.committed).hasValue(50);
    }

    @Test
    void callers_who_come_while_a_commit_is_under_way_share_the_next_one_in_their_order() {
        commits.start();
        var first = call(FIRST);

        var others = callOneAfterTheOther("a", "b", "c", "d");
        firstMayGoOn.countDown();

        assertThat(first.join()).isEqualTo("done first");
        assertThat(others).extracting(CompletableFuture::join).containsExactly(done("abcd"));
        assertThat(batches).containsExactly(List.of(FIRST), List.of("a", "b", "c", "d"));
        assertThat(transactions.committed).hasValue(2);
    }

    @Test
    void no_commit_is_shared_by_more_than_allowed() {
        commits.start();
        var first = call(FIRST);

        var others = callOneAfterTheOther("abcdefghijkl".split(""));
        firstMayGoOn.countDown();

        first.join();
        assertThat(others)
                .extracting(CompletableFuture::join)
                .containsExactly(done("abcdefghijkl"));
        assertThat(batches)
                .containsExactly(
                        List.of(FIRST), List.of("abcdefghij".split("")), List.of("k", "l"));
    }

    @Test
    void an_item_nobody_can_commit_fails_its_own_caller_and_no_other() {
        commits.start();
        var first = call(FIRST);

        var others = callOneAfterTheOther("a", BAD, "c");
        firstMayGoOn.countDown();

        first.join();
        assertThat(others.get(0).join()).isEqualTo("done a");
        assertThatThrownBy(others.get(1)::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseExactlyInstanceOf(CannotBe.class);
        assertThat(others.get(2).join()).isEqualTo("done c");
        assertThat(batches)
                .as("together, which fails; then one by one")
                .containsExactly(
                        List.of(FIRST),
                        List.of("a", BAD, "c"),
                        List.of("a"),
                        List.of(BAD),
                        List.of("c"));
        assertThat(transactions.rolledBack).hasValue(2);
    }

    @Test
    @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
    void an_error_reaches_its_caller_and_the_next_one_is_served() {
        commits.start();

        assertThatThrownBy(() -> commits.commit(DEEP)).isInstanceOf(StackOverflowError.class);

        assertThat(commits.commit("next")).isEqualTo("done next");
    }

    @Test
    void a_caller_is_told_at_once_when_too_many_wait() {
        commits.start();
        var first = call(FIRST);
        var waiting =
                callOneAfterTheOther(
                        IntStream.range(0, QUEUE_MAX)
                                .mapToObj(i -> "waiting " + i)
                                .toArray(String[]::new));

        assertThatThrownBy(() -> commits.commit("one too many")).isInstanceOf(Overloaded.class);

        firstMayGoOn.countDown();
        first.join();
        assertThat(waiting)
                .extracting(CompletableFuture::join)
                .allMatch(answer -> answer.startsWith("done waiting"));
        assertThat(batches).doesNotContain(List.of("one too many"));
        assertThat(commits.commit("later")).isEqualTo("done later");
    }

    @Test
    void stopping_finishes_what_was_accepted_and_takes_nothing_more() {
        commits.start();
        var first = call(FIRST);
        var accepted = callOneAfterTheOther("a", "b");

        var stopping = CompletableFuture.runAsync(commits::stop);
        await().until(() -> !commits.isRunning());
        assertThatThrownBy(() -> commits.commit("too late")).isInstanceOf(Overloaded.class);
        assertThat(stopping).isNotDone();
        firstMayGoOn.countDown();

        stopping.join();
        assertThat(first).isCompletedWithValue("done first");
        assertThat(accepted).extracting(CompletableFuture::join).containsExactly(done("ab"));
        assertThatThrownBy(() -> commits.commit("later still")).isInstanceOf(Overloaded.class);
    }

    @Test
    void it_takes_nothing_before_it_is_started_and_can_be_started_again() {
        assertThatThrownBy(() -> commits.commit("early")).isInstanceOf(Overloaded.class);

        commits.start();
        commits.stop();
        commits.start();

        assertThat(commits.commit("again")).isEqualTo("done again");
    }

    @Test
    void everybody_in_a_crowd_gets_an_answer_of_their_own_for_a_few_commits() {
        var wide =
                new GroupCommit<>(
                        "wide", transactions, this::work, 500, Duration.ofMillis(1), 5000);
        wide.start();

        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            var item = "item " + i;
            var answer = new CompletableFuture<String>();
            Thread.ofVirtual().start(() -> answer.complete(wide.commit(item)));
            answers.add(answer);
        }

        for (int i = 0; i < 2000; i++) {
            assertThat(answers.get(i).join()).isEqualTo("done item " + i);
        }
        assertThat(transactions.committed.get()).isLessThan(2000);
        wide.stop();
    }

    @Test
    void what_is_done_for_all_is_seen_in_the_trace_of_the_first_caller_that_is_sampled() {
        commits.start();
        var first = call(FIRST);
        List<CompletableFuture<String>> others = new ArrayList<>();
        for (var trace : List.of(trace("a", false), trace("b", true), trace("c", true))) {
            try (var _ = trace.makeCurrent()) {
                others.addAll(callOneAfterTheOther(traceId()));
            }
        }

        firstMayGoOn.countDown();
        first.join();
        others.forEach(CompletableFuture::join);

        assertThat(tracesSeen).containsExactly("0".repeat(32), "b".repeat(32));
    }

    private static Span trace(String digit, boolean sampled) {
        return Span.wrap(
                SpanContext.create(
                        digit.repeat(32),
                        digit.repeat(16),
                        sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                        TraceState.getDefault()));
    }

    private static String traceId() {
        return Span.current().getSpanContext().getTraceId();
    }

    private List<String> work(List<String> items) {
        batches.add(items);
        tracesSeen.add(traceId());
        if (items.getFirst().equals(FIRST)) {
            awaitPermission();
        }
        if (items.contains(BAD)) {
            throw new CannotBe();
        }
        if (items.contains(DEEP)) {
            throw new StackOverflowError();
        }
        return items.stream().map(item -> "done " + item).toList();
    }

    private void awaitPermission() {
        try {
            firstMayGoOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Calls on a thread of its own, and returns once that thread waits for its answer.
    private CompletableFuture<String> call(String item) {
        int before = batches.size();
        var answer = callAndWait(item);
        await().until(() -> batches.size() > before);
        return answer;
    }

    private List<CompletableFuture<String>> callOneAfterTheOther(String... items) {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (var item : items) {
            answers.add(callAndWait(item));
        }
        return answers;
    }

    private CompletableFuture<String> callAndWait(String item) {
        var answer = new CompletableFuture<String>();
        var caller =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                Context.current()
                                        .wrap(() -> {
                                            try {
                                                answer.complete(commits.commit(item));
                                            } catch (RuntimeException e) {
                                                answer.completeExceptionally(e);
                                            }
                                        }));
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> caller.getState() == State.WAITING || answer.isDone());
        return answer;
    }

    private static String[] done(String items) {
        return items.chars().mapToObj(item -> "done " + (char) item).toArray(String[]::new);
    }

    /// Nothing but the count of what a database would have done.
    private static final class Transactions implements TransactionOperations {

        private final AtomicInteger committed = new AtomicInteger();
        private final AtomicInteger rolledBack = new AtomicInteger();

        @Override
        public <T> T execute(TransactionCallback<T> action) {
            TransactionStatus status = new SimpleTransactionStatus();
            T result;
            try {
                result = action.doInTransaction(status);
            } catch (RuntimeException e) {
                rolledBack.incrementAndGet();
                throw e;
            }
            committed.incrementAndGet();
            return result;
        }
    }

    private static final class CannotBe extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
