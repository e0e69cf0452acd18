package com.winemall.local.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final int LINES_MAX = 5;

    @TempDir private Path directory;

    @Test
    void lines_come_back_newest_first() {
        try (var journal = open()) {
            append(journal, 1, 3);

            assertThat(lines(journal)).containsExactly("3", "2", "1");
        }
    }

    @Test
    void only_the_newest_are_kept_and_the_file_does_not_grow_without_end() throws Exception {
        try (var journal = open()) {
            append(journal, 1, 1000);

            assertThat(lines(journal)).containsExactly("1000", "999", "998", "997", "996");
            assertThat(Files.readAllLines(file())).hasSizeLessThan(2 * LINES_MAX + 1);
        }
        try (var journal = open()) {
            assertThat(lines(journal)).containsExactly("1000", "999", "998", "997", "996");
            assertThat(Files.readAllLines(file())).hasSize(LINES_MAX);
            assertThat(directory.toFile().list()).containsExactly(file().getFileName().toString());
        }
    }

    @Test
    void a_line_that_is_gone_is_not_mistaken_for_another() {
        try (var journal = open()) {
            append(journal, 1, 1);
            var gone = journal.newestFirst().getFirst();

            journal.clear();
            append(journal, 2, 2);

            assertThat(journal.read(gone)).isEmpty();
            assertThat(lines(journal)).containsExactly("2");
        }
    }

    @Test
    void a_line_that_makes_no_sense_is_skipped_and_half_a_line_cut_off() throws Exception {
        Files.writeString(file(), "1\n\n2\n{\"half\n3\nnonsense\n4");

        try (var journal = open()) {
            assertThat(lines(journal)).containsExactly("3", "2", "1");
            append(journal, 5, 5);
            assertThat(lines(journal)).containsExactly("5", "3", "2", "1");
        }
        try (var journal = open()) {
            assertThat(lines(journal)).containsExactly("5", "3", "2", "1");
        }
    }

    @Test
    void what_a_failed_write_left_behind_is_overwritten() throws Exception {
        try (var journal = open()) {
            append(journal, 1, 1);
            Files.writeString(file(), "[\"a write that broke off", StandardOpenOption.APPEND);
            append(journal, 2, 2);
        }
        try (var journal = open()) {
            assertThat(lines(journal)).containsExactly("2", "1");
        }
    }

    @Test
    void lines_longer_than_a_chunk_are_whole() {
        var line = ("\"" + "é".repeat(200_000) + "\"").getBytes(UTF_8);
        try (var journal = Journal.open(file(), LINES_MAX, bytes -> bytes.length)) {
            journal.append(line.length, line);
        }
        try (var journal = Journal.open(file(), LINES_MAX, bytes -> bytes.length)) {
            var entry = journal.newestFirst().getFirst();
            assertThat(entry.head()).isEqualTo(line.length);
            assertThat(journal.read(entry)).hasValue(line);
        }
    }

    @Test
    void many_may_write_and_read_at_once() throws Exception {
        try (var journal = open()) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var tasks =
                        IntStream.range(0, 500)
                                .<Callable<Boolean>>mapToObj(i ->
                                        () -> {
                                            append(journal, i, i);
                                            return lines(journal).stream()
                                                    .allMatch(line -> line.matches("\\d+"));
                                        })
                                .toList();
                for (var result : threads.invokeAll(tasks)) {
                    assertThat(result.get()).isTrue();
                }
            }
            assertThat(lines(journal)).hasSize(LINES_MAX).doesNotHaveDuplicates();
        }
    }

    private Path file() {
        return directory.resolve("lines.jsonl");
    }

    private Journal<Integer> open() {
        var reader = Json.tolerant(Integer.class);
        return Journal.open(file(), LINES_MAX, reader::readValue);
    }

    private static void append(Journal<Integer> journal, int first, int last) {
        for (int i = first; i <= last; i++) {
            journal.append(i, Integer.toString(i).getBytes(UTF_8));
        }
    }

    private static List<String> lines(Journal<Integer> journal) {
        return journal.newestFirst().stream()
                .flatMap(entry -> journal.read(entry).stream())
                .map(line -> new String(line, UTF_8))
                .toList();
    }
}
