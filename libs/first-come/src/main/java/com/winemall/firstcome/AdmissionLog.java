package com.winemall.firstcome;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/// Everybody a pool admitted, in order, as lines of JSON. Each names the SHA-256 hash of the line
/// before it, the first that of the pool's id, and the last line says how many there are: no line
/// can be changed, taken out or put in between without all that follow.
///
/// People are named by a hash of the pool's id and their own, so that they find themselves and
/// nobody else does.
public class AdmissionLog {

    private static final int CHUNK = 1_000;

    private final JdbcPlaces places;
    private final JsonMapper json;

    AdmissionLog(JdbcPlaces places, JsonMapper json) {
        this.places = places;
        this.json = json;
    }

    /// @throws IOException if `out` takes no more
    public void write(UUID poolId, OutputStream out) throws IOException {
        var previous = hash(poolId.toString());
        long number = 0;
        long admitted = 0;
        for (var places = chunk(poolId, 0); !places.isEmpty(); places = chunk(poolId, number)) {
            for (var place : places) {
                previous = line(out, of(place), previous);
                number = Objects.requireNonNull(place.number());
                admitted++;
            }
        }
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("pool", poolId);
        end.put("admitted", admitted);
        line(out, end, previous);
    }

    /// How a pool's log names somebody.
    static String pseudonym(UUID poolId, UUID person) {
        return hash(poolId + ":" + person);
    }

    private List<Place> chunk(UUID poolId, long after) {
        return places.admitted(poolId, after, CHUNK);
    }

    private static Map<String, Object> of(Place place) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("number", place.number());
        line.put("person", pseudonym(place.poolId(), place.person()));
        line.put("units", place.quantity());
        line.put("arrivedAt", place.arrivedAt());
        line.put("admittedAt", place.admittedAt());
        return line;
    }

    private String line(OutputStream out, Map<String, Object> facts, String previous)
            throws IOException {
        facts.put("previous", previous);
        var text = json.writeValueAsString(facts);
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        return hash(text);
    }

    private static String hash(String text) {
        try {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
