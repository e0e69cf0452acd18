package com.winemall.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// What a process and all it has started take.
///
/// @param cpu user and system time so far
/// @param residentBytes memory in use; what processes share is divided among them where the
///   operating system says how much that is, and 0 where it says nothing
public record ProcessCost(Duration cpu, long residentBytes) {

    public static ProcessCost of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(one -> new ProcessCost(cpuOf(one), residentBytesOf(one)))
                .reduce(
                        new ProcessCost(Duration.ZERO, 0),
                        (one, other) ->
                                new ProcessCost(
                                        one.cpu.plus(other.cpu),
                                        one.residentBytes + other.residentBytes));
    }

    private static Duration cpuOf(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long residentBytesOf(ProcessHandle process) {
        var directory = Path.of("/proc", Long.toString(process.pid()));
        long proportional = kilobytes(directory.resolve("smaps_rollup"), "Pss:");
        return 1024
                * (proportional > 0
                        ? proportional
                        : kilobytes(directory.resolve("status"), "VmRSS:"));
    }

    private static long kilobytes(Path file, String line) {
        try (var lines = Files.lines(file)) {
            return lines.filter(text -> text.startsWith(line))
                    .map(text -> text.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException _) {
            return 0;
        } catch (IOException | UncheckedIOException _) {
            // The process ended while it was looked at.
            return 0;
        }
    }
}
