package com.winemall.gateway.routes;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// The addresses at which each service is to be asked now. In a cluster that is one for each, and
/// the cluster knows the instances behind it. On a machine without one they are in a file, read
/// again and again: whoever starts or stops an instance says so there.
@Component
class Instances implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Instances.class);

    private final ServiceSettings services;
    private final InstanceSettings settings;

    private volatile Map<Service, List<URI>> known;
    private volatile @Nullable Disposable reading;
    private String read = "";

    Instances(ServiceSettings services, InstanceSettings settings) {
        this.services = services;
        this.settings = settings;
        this.known = parsed("");
    }

    /// At least one.
    List<URI> of(Service service) {
        return known.getOrDefault(service, List.of());
    }

    @Override
    public void start() {
        var file = settings.file();
        if (file == null) {
            return;
        }
        read(file);
        reading =
                Flux.interval(settings.readEvery(), Schedulers.boundedElastic())
                        .onBackpressureDrop()
                        .subscribe(_ -> read(file));
    }

    @Override
    public void stop() {
        var ended = reading;
        if (ended != null) {
            ended.dispose();
        }
        reading = null;
    }

    @Override
    public boolean isRunning() {
        return reading != null;
    }

    /// Before the web server takes requests and until it has answered the last one.
    @Override
    public int getPhase() {
        return 1;
    }

    /// What cannot be read changes nothing: to know too many instances only costs a try.
    private void read(Path file) {
        try {
            var now = Files.readString(file);
            if (!now.equals(read)) {
                read = now;
                known = parsed(now);
                log.atInfo().addKeyValue("instances", known).log("the services' instances");
            }
        } catch (NoSuchFileException _) {
            // Nobody has said anything yet.
        } catch (IOException | IllegalArgumentException e) {
            log.atWarn().setCause(e).log("the services' instances stay as they are");
        }
    }

    private Map<Service, List<URI>> parsed(String text) {
        var lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException("a text can be read", e);
        }
        Map<Service, List<URI>> all = new EnumMap<>(Service.class);
        for (var service : Service.values()) {
            var addresses = lines.getProperty(service.label(), "");
            all.put(
                    service,
                    addresses.isBlank()
                            ? List.of(services.address(service))
                            : Stream.of(addresses.split(",")).map(Instances::address).toList());
        }
        return all;
    }

    private static URI address(String text) {
        var address = URI.create(text.strip());
        if (!new ServiceSettings.Location(address).isPlain()) {
            throw new IllegalArgumentException(text + " is no address of a service");
        }
        return address;
    }
}
