package com.winemall.local.parts;

import com.winemall.local.outside.OutsideMain;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All parts of the mall, in the order they are started.
public final class Parts {

    public static final int MAILBOX_PORT = 8025;
    public static final int FACTORY_PORT = 8090;
    public static final int PAYMENTS_PORT = 8091;

    private static final int KAFKA_PORT = 19092;
    private static final int KAFKA_CONTROLLER_PORT = 19093;

    /// The payment provider forgets nothing, and each payment takes about 750 bytes: there is room
    /// for some 400,000.
    private static final int OUTSIDE_HEAP_MEGABYTES = 384;

    /// Every JVM here is small and shares two cores with a dozen others. Compilers step back behind
    /// what somebody waits for: with what start caches know, they would take most of a start.
    private static final List<String> SMALL_JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:ThreadPriorityPolicy=1",
                    "-XX:CompilerThreadPriority=5",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xss512k",
                    "-XX:-UsePerfData",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    /// A service, the port it listens on, and the heap it needs.
    private enum Service {
        USER_SERVICE("user-service", 8081, 128),
        PRODUCT_SERVICE("product-service", 8082, 128),
        GATEWAY("gateway", 8080, 128),
        ORDER_SERVICE("order-service", 8083, 160),
        ORDER_ORCHESTRATOR("order-orchestrator", 8085, 160),
        COUPON_SERVICE("coupon-service", 8084, 256),
        NOTIFICATION_SERVICE("notification-service", 8086, 128);

        private final String id;
        private final int port;
        private final int heapMegabytes;

        Service(String id, int port, int heapMegabytes) {
            this.id = id;
            this.port = port;
            this.heapMegabytes = heapMegabytes;
        }
    }

    private final MallHome home;
    private final Settings settings;
    private final boolean usesStartCaches;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    public Parts(MallHome home, Settings settings) {
        this(home, settings, true);
    }

    /// @param usesStartCaches whether starts are recorded and then sped up, which is of use only to
    ///   those who start more than once
    public Parts(MallHome home, Settings settings, boolean usesStartCaches) {
        this.home = home;
        this.settings = settings;
        this.usesStartCaches = usesStartCaches;
        add(new PostgresPart(home));
        add(kafka());
        add(new RedisPart(home));
        add(
                outside(
                        "outside",
                        new TreeMap<>(Map.of("mailbox", MAILBOX_PORT, "factory", FACTORY_PORT)),
                        "--feedback-to",
                        "http://127.0.0.1:" + settings.port() + "/api/ses/notifications",
                        "--deliveries-to",
                        "http://127.0.0.1:" + settings.port() + "/api/factory/deliveries"));
        add(outside("payments", new TreeMap<>(Map.of("payments", PAYMENTS_PORT))));
        for (var service : Service.values()) {
            add(service(service));
        }
    }

    /// What the services lean on.
    public List<Part> foundation() {
        return Stream.of("postgres", "kafka", "redis", "outside", "payments")
                .map(this::get)
                .toList();
    }

    /// What a service cannot start without; the rest of the foundation it waits for by itself.
    public List<Part> beforeServices() {
        return List.of(get("postgres"));
    }

    public List<Part> services() {
        return Stream.of(Service.values()).map(service -> get(service.id)).toList();
    }

    /// Where wines are seen and put up, and by whom: what it takes to fill the cellar.
    public List<Part> shop() {
        return Stream.of(Service.USER_SERVICE, Service.PRODUCT_SERVICE, Service.GATEWAY)
                .map(service -> get(service.id))
                .toList();
    }

    /// Whether starts are being recorded, which makes everything slower: the next run is the one to
    /// measure.
    public boolean areRecording() {
        return usesStartCaches
                && Stream.of(Service.values())
                        .anyMatch(service -> StartCache.isMissing(home.startCaches(), service.id));
    }

    public List<Part> all() {
        return List.copyOf(parts.values());
    }

    public Optional<Part> find(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    public List<String> names() {
        return List.copyOf(parts.keySet());
    }

    private Part get(String name) {
        return find(name).orElseThrow();
    }

    private void add(Part part) {
        parts.put(part.name(), part);
    }

    private Part kafka() {
        return new JavaPart(
                home,
                "kafka",
                List.of(KAFKA_PORT, KAFKA_CONTROLLER_PORT),
                () ->
                        localProgram(
                                "kafka",
                                320,
                                KafkaMain.class,
                                home.data().resolve("kafka").toString(),
                                Integer.toString(KAFKA_PORT),
                                Integer.toString(KAFKA_CONTROLLER_PORT)),
                () -> Probe.listens(KAFKA_PORT));
    }

    /// A process that plays places outside the mall.
    ///
    /// @param ports of the places, by their names
    /// @param more arguments
    private Part outside(String name, SortedMap<String, Integer> ports, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--data", home.data().toString()));
        arguments.addAll(List.of(more));
        ports.forEach((place, port) -> {
            arguments.add("--" + place + "-port");
            arguments.add(port.toString());
        });
        return new JavaPart(
                home,
                name,
                List.copyOf(ports.values()),
                () ->
                        localProgram(
                                name,
                                OUTSIDE_HEAP_MEGABYTES,
                                OutsideMain.class,
                                arguments.toArray(String[]::new)),
                () ->
                        ports.values().stream()
                                .allMatch(port ->
                                        Probe.answers("http://127.0.0.1:" + port + "/health")));
    }

    private Part service(Service service) {
        int port = service == Service.GATEWAY ? settings.port() : service.port;
        return new JavaPart(
                home,
                service.id,
                List.of(port),
                () -> serviceProgram(service, port),
                () -> Probe.answers("http://127.0.0.1:" + port + "/actuator/health/readiness"));
    }

    private List<String> serviceProgram(Service service, int port) {
        var app = ServiceApp.of(home, service.id);
        List<String> options = new ArrayList<>(SMALL_JVM);
        options.add("-Xmx" + service.heapMegabytes + "m");
        List<String> command = new ArrayList<>(options);
        command.addAll(startCache(service.id, app.fingerprint() + options));
        command.addAll(app.arguments());
        command.add(
                "--spring.profiles.active="
                        + (settings.hasProductionLimits() ? "local" : "local,wide-limits"));
        command.add("--server.port=" + port);
        command.add("--server.address=127.0.0.1");
        command.add("--winemall.messaging.instance-id=" + service.id + "-1");
        command.add("--winemall.orders.payment-window=" + settings.paymentWindow());
        command.add("--winemall.orders.reservation-window=" + settings.reservationWindow());
        command.add("--winemall.events.simulated-ineligible-rate=" + settings.ineligible());
        command.add("--winemall.mail.shop=http://localhost:" + settings.port());
        return command;
    }

    private List<String> localProgram(
            String name, int heapMegabytes, Class<?> main, String... arguments) {
        var classPath = System.getProperty("java.class.path");
        List<String> options = new ArrayList<>(SMALL_JVM);
        options.add("-Xmx" + heapMegabytes + "m");
        options.add("-cp");
        options.add(classPath);
        List<String> command = new ArrayList<>(options);
        command.addAll(startCache(name, options + lastChange(classPath)));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /// Of anything on a class path. A cache keeps what classes were; the path alone would not tell
    /// that they have been built anew.
    private static String lastChange(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> new File(entry).lastModified())
                .max(Long::compare)
                .orElseThrow()
                .toString();
    }

    private List<String> startCache(String part, String fingerprint) {
        if (!usesStartCaches) {
            return List.of();
        }
        return new StartCache(
                        home.startCaches(),
                        part,
                        System.getProperty("java.vm.version") + fingerprint)
                .options();
    }
}
