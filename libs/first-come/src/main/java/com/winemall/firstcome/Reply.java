package com.winemall.firstcome;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a script answered, item by item.
record Reply(UUID poolId, List<?> items) {

    private static final int STAND_PARTS = 10;

    /// An answer as it is on the wire, all of whose items are texts.
    static Reply ofBytes(UUID poolId, List<?> items) {
        List<@Nullable String> texts = new ArrayList<>();
        for (var item : items) {
            texts.add(
                    item instanceof byte[] bytes
                            ? new String(bytes, StandardCharsets.UTF_8)
                            : null);
        }
        return new Reply(poolId, texts);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    String text(int i) {
        return items.get(i).toString();
    }

    long number(int i) {
        return Long.parseLong(text(i));
    }

    Entry entry(int i) {
        return entry((List<?>) items.get(i));
    }

    List<Entry> entries(int i) {
        return new Reply(poolId, (List<?>) items.get(i)).entries();
    }

    /// All items, each of which is an entry.
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (var item : items) {
            // Redis names an entry that was taken over after it had been deleted without its
            // fields.
            if (item instanceof List<?> entry && entry.get(1) != null) {
                entries.add(entry(entry));
            }
        }
        return entries;
    }

    /// Where a person stands, as `pack` of pool.lua writes it.
    Place place(int i, UUID person) {
        var parts = text(i).split("\\|", STAND_PARTS);
        return new Place(
                poolId,
                Long.parseLong(parts[1]),
                person,
                UUID.fromString(parts[7]),
                orNull(parts[9]),
                Integer.parseInt(parts[3]),
                Long.parseLong(parts[2]),
                instant(parts[5]),
                instant(parts[6]));
    }

    /// Whether that person's units are sold.
    boolean isSold(int i) {
        return text(i).startsWith("S");
    }

    static String micros(Instant at) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at));
    }

    static Instant instant(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    private Entry entry(List<?> entry) {
        var id = entry.get(0).toString();
        var pairs = (List<?>) entry.get(1);
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            fields.put(pairs.get(i).toString(), pairs.get(i + 1).toString());
        }
        int epoch = Integer.parseInt(field(fields, "epoch"));
        var kind = field(fields, "kind");
        if (kind.equals("CLOSED")) {
            return new Entry.Closing(poolId, id, epoch);
        }
        var number = Long.parseLong(field(fields, "number"));
        var place =
                new Place(
                        poolId,
                        Long.parseLong(field(fields, "ticket")),
                        UUID.fromString(field(fields, "person")),
                        UUID.fromString(field(fields, "reference")),
                        orNull(field(fields, "request")),
                        Integer.parseInt(field(fields, "quantity")),
                        number == 0 ? null : number,
                        instant(field(fields, "arrived")),
                        number == 0 ? null : instant(field(fields, "admitted")));
        return new Entry.Changed(poolId, id, epoch, Entry.Change.valueOf(kind), place);
    }

    private static String field(Map<String, String> fields, String name) {
        var value = fields.get(name);
        if (value == null) {
            throw new IllegalStateException("an entry has no " + name);
        }
        return value;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
