package com.winemall.order.live;

import com.winemall.contracts.CustomerId;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One open page. Whoever has news for it leaves them here and goes on; a thread of the page's own
/// sends them. News that were not sent before newer ones came of the same thing are not sent at
/// all.
public final class Page {

    private final CustomerId customer;
    private final Instant until;
    private final Connection connection;
    private final LiveSettings settings;
    private final Executor threads;
    private final Audience audience;

    private final SequencedMap<UUID, Update> waiting = new LinkedHashMap<>();
    private final Map<UUID, Long> versions;
    private boolean begun;
    private boolean sending;
    private boolean over;
    private boolean pingIsDue;
    private @Nullable Instant sendingSince;
    private Instant now;
    private Instant heardAt;
    private Instant pingedAt;
    private Instant countingSince;
    private int framesTaken;

    /// @param until when its access token expires
    /// @param threads runs what may block
    Page(
            CustomerId customer,
            Instant until,
            Connection connection,
            LiveSettings settings,
            Executor threads,
            Audience audience,
            Instant now) {
        this.customer = customer;
        this.until = until;
        this.connection = connection;
        this.settings = settings;
        this.threads = threads;
        this.audience = audience;
        this.versions = new Newest(settings.subjectsRememberedMax());
        this.now = now;
        this.heardAt = now;
        this.pingedAt = now;
        this.countingSince = now;
    }

    CustomerId customer() {
        return customer;
    }

    /// Whether this version, or a newer one, was told or is about to be.
    synchronized boolean knows(UUID subject, long version) {
        var known = versions.get(subject);
        return known != null && known >= version;
    }

    void tell(Update update) {
        Ending ending = null;
        synchronized (this) {
            if (over || knows(update.subject(), update.version())) {
                return;
            }
            versions.put(update.subject(), update.version());
            waiting.put(update.subject(), update);
            if (waiting.size() > settings.updatesWaitingMax()) {
                ending = Ending.SLOW;
            } else {
                wakeSender();
            }
        }
        if (ending != null) {
            end(ending);
        }
    }

    /// The page opens with how things stand. What changes meanwhile has come here already, and is
    /// newer.
    void begin(List<Update> current) {
        current.forEach(this::tell);
        synchronized (this) {
            begun = true;
            wakeSender();
        }
    }

    /// A moment has passed.
    void tick(Instant time) {
        var ending = overdue(time);
        if (ending != null) {
            end(ending);
        }
    }

    private synchronized @Nullable Ending overdue(Instant time) {
        now = time;
        if (!time.isBefore(until)) {
            return Ending.EXPIRED;
        }
        if (sendingSince != null && sendingSince.plus(settings.sendTimeMax()).isBefore(time)) {
            return Ending.SLOW;
        }
        if (heardAt.plus(settings.silenceMax()).isBefore(time)) {
            return Ending.SILENT;
        }
        if (!pingedAt.plus(settings.heartbeat()).isAfter(time)) {
            pingedAt = time;
            pingIsDue = true;
            wakeSender();
        }
        return null;
    }

    /// The page has answered a ping.
    public synchronized void heard(Instant time) {
        heardAt = time;
    }

    /// The page has sent a frame. It has nothing to say; some say it nevertheless, to keep their
    /// connection open.
    public void took(Instant time) {
        if (isTooMuch(time)) {
            end(Ending.FLOODING);
        }
    }

    private synchronized boolean isTooMuch(Instant time) {
        heardAt = time;
        if (!countingSince.plus(settings.framesTakenPer()).isAfter(time)) {
            countingSince = time;
            framesTaken = 0;
        }
        framesTaken++;
        return framesTaken > settings.framesTakenMax();
    }

    /// Ends it, if it has not ended yet. Saying so to a page that does not read takes time, and
    /// nobody waits for it.
    public void end(Ending ending) {
        if (ends()) {
            audience.left(this, ending);
            threads.execute(() -> connection.close(ending));
        }
    }

    /// The same, and returns when the page has been told.
    void endNow(Ending ending) {
        if (ends()) {
            audience.left(this, ending);
            connection.close(ending);
        }
    }

    private synchronized boolean ends() {
        boolean first = !over;
        over = true;
        waiting.clear();
        return first;
    }

    private void wakeSender() {
        if (!sending && hasSomethingToSend()) {
            sending = true;
            sendingSince = now;
            threads.execute(this::send);
        }
    }

    private boolean hasSomethingToSend() {
        return !over && (pingIsDue || (begun && !waiting.isEmpty()));
    }

    private void send() {
        try {
            for (var next = next(); next != null; next = next()) {
                if (next.ping()) {
                    connection.ping();
                }
                for (var frame : next.frames()) {
                    connection.send(frame);
                    audience.sent();
                }
            }
        } catch (IOException _) {
            end(Ending.LEFT);
        }
    }

    private synchronized @Nullable Next next() {
        sendingSince = now;
        if (!hasSomethingToSend()) {
            sending = false;
            sendingSince = null;
            return null;
        }
        boolean ping = pingIsDue;
        pingIsDue = false;
        var oldest = begun ? waiting.pollFirstEntry() : null;
        return new Next(ping, oldest == null ? List.of() : oldest.getValue().frames());
    }

    private record Next(boolean ping, List<Frame> frames) {}

    /// Whose page it is.
    interface Audience {

        void left(Page page, Ending ending);

        /// A frame is on its way.
        void sent();
    }

    /// The newest versions of the things that changed last.
    private static final class Newest extends LinkedHashMap<UUID, Long> {

        private static final long serialVersionUID = 1;
        private static final int CAPACITY = 16;
        private static final float LOAD = 0.75f;

        private final int max;

        private Newest(int max) {
            super(CAPACITY, LOAD, true);
            this.max = max;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
            return size() > max;
        }
    }
}
