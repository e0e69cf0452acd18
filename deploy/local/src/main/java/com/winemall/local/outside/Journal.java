package com.winemall.local.outside;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// The newest lines of JSON in a file, which is only ever appended to. In memory there is a head
/// for each line; the line itself is read when it is wanted.
///
/// A line is with the operating system before [#append] returns, so the end of this process, by
/// `kill -9` too, loses none. (The end of the machine may; nothing is forced to the disk.) A line
/// that was being written then is half there: it was never answered for, and is cut off at the next
/// start.
///
/// No thread that calls this may be interrupted: that would close the file.
///
/// @param <H> what is kept of a line in memory
final class Journal<H> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    /// As `linesMax`: nothing is ever dropped.
    static final int ALL = Integer.MAX_VALUE;

    private static final int CHUNK_BYTES = 1 << 16;

    /// One line.
    ///
    /// @param at counted on from the first line this process ever saw and never used again, so that
    ///   who asks for a line that is gone finds nothing rather than another one
    record Entry<H>(H head, long at, int length) {}

    private final Path file;
    private final int linesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Entry<H>> entries = new ArrayDeque<>();
    private FileChannel channel;

    /// Where the file's first byte, and the end of its last whole line, are by [Entry#at].
    private long start;

    private long end;

    /// Lines in the file that no entry is for.
    private int dropped;

    private Journal(Path file, int linesMax, FileChannel channel) {
        this.file = file;
        this.linesMax = linesMax;
        this.channel = channel;
    }

    /// @param linesMax how many are kept; of more, the oldest are dropped
    /// @param head makes what is kept in memory of a line, or throws [JacksonException] if it is
    ///   not whole
    static <H> Journal<H> open(Path file, int linesMax, Function<byte[], H> head) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            var journal = new Journal<H>(file, linesMax, openChannel(file));
            journal.replay(head);
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /// @param line without the line's end
    Entry<H> append(H head, byte[] line) {
        var bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        lock.lock();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, end - start + bytes.position());
            }
            var entry = add(head, line.length);
            if (dropped >= linesMax) {
                compact();
            }
            return entry;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        } finally {
            lock.unlock();
        }
    }

    List<Entry<H>> newestFirst() {
        lock.lock();
        try {
            return new ArrayList<>(entries).reversed();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing if it was dropped since the entry was seen.
    Optional<byte[]> read(Entry<H> entry) {
        lock.lock();
        try {
            if (entry.at() < start) {
                return Optional.empty();
            }
            var line = ByteBuffer.allocate(entry.length());
            while (line.hasRemaining()) {
                if (channel.read(line, entry.at() - start + line.position()) < 0) {
                    throw new EOFException("it became shorter by another hand");
                }
            }
            return Optional.of(line.array());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            channel.truncate(0);
            entries.clear();
            start = end;
            dropped = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be emptied", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    private static FileChannel openChannel(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void replay(Function<byte[], H> head) throws IOException {
        int broken = 0;
        try (var in = Files.newInputStream(file)) {
            var line = new ByteArrayOutputStream();
            var chunk = new byte[CHUNK_BYTES];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                int from = 0;
                for (int i = 0; i < length; i++) {
                    if (chunk[i] == '\n') {
                        line.write(chunk, from, i - from);
                        broken += replay(line.toByteArray(), head) ? 0 : 1;
                        line.reset();
                        from = i + 1;
                    }
                }
                line.write(chunk, from, length - from);
            }
        }
        if (broken > 0) {
            log.warn("{} lines of {} make no sense and are skipped", broken, file);
        }
        channel.truncate(end);
        if (dropped > 0) {
            compact();
        }
    }

    private boolean replay(byte[] line, Function<byte[], H> head) {
        try {
            add(head.apply(line), line.length);
            return true;
        } catch (JacksonException _) {
            end += line.length + 1;
            return false;
        }
    }

    private Entry<H> add(H head, int length) {
        var entry = new Entry<>(head, end, length);
        entries.addLast(entry);
        end += length + 1;
        if (entries.size() > linesMax) {
            entries.removeFirst();
            dropped++;
        }
        return entry;
    }

    /// The lines that are kept are the end of the file: they are copied as they are.
    private void compact() throws IOException {
        var keptFrom = entries.getFirst().at();
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (var freshChannel = openChannel(fresh)) {
            for (long at = keptFrom; at < end; ) {
                long copied = channel.transferTo(at - start, end - at, freshChannel);
                if (copied == 0) {
                    throw new EOFException("it became shorter by another hand");
                }
                at += copied;
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        channel.close();
        channel = openChannel(file);
        start = keptFrom;
        dropped = 0;
    }
}
