package com.winemall.starter.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private static final String NAME = "at-work";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);

    @Test
    void it_works_from_start_to_stop_as_often_as_it_is_started() {
        var worker = new Patient();

        for (int i = 1; i <= 2; i++) {
            int begun = i;
            worker.start();
            await().until(() -> told.size() == 2 * begun - 1);
            assertThat(worker.isRunning()).isTrue();
            worker.stop();
        }

        assertThat(told).containsExactly(NAME, "ended", NAME, "ended");
        assertThat(worker.isRunning()).isFalse();
    }

    @Test
    void work_that_does_not_end_in_time_is_interrupted() {
        var worker = new Hanging();
        worker.start();
        await().until(() -> told.size() == 1);

        assertThat(worker.stopWithin(Duration.ofMillis(20))).isFalse();

        await().until(() -> told.contains("interrupted"));
        assertThat(worker.isRunning()).isFalse();
    }

    @Test
    void work_that_ends_in_time_is_left_to_end() {
        var worker = new Hanging();
        worker.start();
        await().until(() -> told.size() == 1);
        done.countDown();

        assertThat(worker.stopWithin(Duration.ofSeconds(20))).isTrue();

        assertThat(told).containsExactly(NAME, "ended");
    }

    private final class Patient extends Worker {

        Patient() {
            super(NAME);
        }

        @Override
        protected void work() {
            told.add(Thread.currentThread().getName());
            while (isRunning()) {
                Thread.onSpinWait();
            }
            told.add("ended");
        }
    }

    private final class Hanging extends Worker {

        Hanging() {
            super(NAME);
        }

        @Override
        protected void work() throws InterruptedException {
            told.add(Thread.currentThread().getName());
            try {
                done.await();
                told.add("ended");
            } catch (InterruptedException e) {
                told.add("interrupted");
                throw e;
            }
        }
    }
}
