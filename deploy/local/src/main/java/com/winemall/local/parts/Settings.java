package com.winemall.local.parts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What one `./mall up` was told, remembered for the commands after it.
///
/// @param port of the gateway
/// @param ineligible share of customers whom sale events refuse
/// @param limits `wide` lets one address play a crowd; `production` are the real ones
/// @param scale how many instances a service has, by its name, where it is not one
public record Settings(
        int port,
        Duration paymentWindow,
        Duration reservationWindow,
        double ineligible,
        String limits,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Integer> scale) {

    /// A mall that was started by an older version has not remembered all of it.
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    public static final Settings DEFAULT =
            new Settings(8080, Duration.ofMinutes(5), Duration.ofMinutes(10), 0, "wide", Map.of());

    public Settings {
        scale = Map.copyOf(scale);
    }

    public Settings withPaymentWindow(Duration other) {
        return new Settings(port, other, reservationWindow, ineligible, limits, scale);
    }

    public Settings withIneligible(double share) {
        return new Settings(port, paymentWindow, reservationWindow, share, limits, scale);
    }

    public Settings withScale(Map<String, Integer> other) {
        return new Settings(port, paymentWindow, reservationWindow, ineligible, limits, other);
    }

    public Settings withInstances(String service, int count) {
        Map<String, Integer> other = new HashMap<>(scale);
        if (count == 1) {
            other.remove(service);
        } else {
            other.put(service, count);
        }
        return withScale(other);
    }

    public int instances(String service) {
        return scale.getOrDefault(service, 1);
    }

    @JsonIgnore
    public boolean hasProductionLimits() {
        return limits.equals("production");
    }

    public static Optional<Settings> remembered(MallHome home) {
        var file = file(home);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(file, Settings.class))
                : Optional.empty();
    }

    public void remember(MallHome home) {
        JSON.writeValue(file(home), this);
    }

    private static Path file(MallHome home) {
        return home.running().resolve("settings.json");
    }
}
