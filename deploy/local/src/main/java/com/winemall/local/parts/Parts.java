package com.winemall.local.parts;

import static java.util.stream.Collectors.joining;

import com.winemall.local.outside.OutsideMain;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All parts of the mall, in the order they are started.
public final class Parts {

    public static final int MAILBOX_PORT = 8025;
    public static final int FACTORY_PORT = 8090;
    public static final int PAYMENTS_PORT = 8091;

    /// Instances of a service at most. While they are rolled there is one more.
    public static final int INSTANCES_MAX = 3;

    /// From one instance's port to the next one's.
    private static final int PORT_STEP = 100;

    /// How long a service serves on after it was asked to end: several times what the gateway takes
    /// to hear of it (`winemall.instances.read-every`), and no more than `down` can bear.
    private static final String DRAIN = "500ms";

    private static final String NUMBER = "#";

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

        /// The first keeps the port the service is known by.
        int port(int instance) {
            return port + (instance - 1) * PORT_STEP;
        }

        /// Where any of its instances may be, with a path.
        String everywhere(String path) {
            return IntStream.rangeClosed(1, INSTANCES_MAX + 1)
                    .mapToObj(instance -> Roster.address(port(instance)) + path)
                    .collect(joining(","));
        }
    }

    private final MallHome home;
    private final Settings settings;
    private final boolean usesStartCaches;
    private final Roster roster;
    private final Map<String, Part> foundation = new LinkedHashMap<>();
    private final Map<String, Part> services = new LinkedHashMap<>();

    public Parts(MallHome home, Settings settings) {
        this(home, settings, true);
    }

    /// @param usesStartCaches whether starts are recorded and then sped up, which is of use only to
    ///   those who start more than once
    public Parts(MallHome home, Settings settings, boolean usesStartCaches) {
        this.home = home;
        this.settings = settings;
        this.usesStartCaches = usesStartCaches;
        this.roster = new Roster(home);
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
        for (int instance = 1; instance <= INSTANCES_MAX + 1; instance++) {
            for (var service : Service.values()) {
                if (instance == 1 || service != Service.GATEWAY) {
                    var part = service(service, instance);
                    services.put(part.name(), part);
                }
            }
        }
    }

    /// What the services lean on.
    public List<Part> foundation() {
        return List.copyOf(foundation.values());
    }

    /// What a service cannot start without; the rest of the foundation it waits for by itself.
    public List<Part> beforeServices() {
        return List.of(get("postgres"));
    }

    /// All instances there should be of all services, the first ones first.
    public List<Part> services() {
        return services.values().stream().filter(part -> isWanted(part.name())).toList();
    }

    /// Where wines are seen and put up, and by whom: what it takes to fill the cellar.
    public List<Part> shop() {
        return Stream.of(Service.USER_SERVICE, Service.PRODUCT_SERVICE, Service.GATEWAY)
                .map(service -> get(service.id))
                .toList();
    }

    /// Services of which there can be several. The gateway is the one door there is: several would
    /// need something before them to choose one.
    public static List<String> scalable() {
        return Stream.of(Service.values())
                .filter(service -> service != Service.GATEWAY)
                .map(service -> service.id)
                .toList();
    }

    /// The instances there should be of a service.
    public List<Part> instances(String service) {
        return instances(service, settings.instances(service));
    }

    /// The first instances of a service, however many there should be.
    public List<Part> instances(String service, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(instance -> get(name(service, instance)))
                .toList();
    }

    /// Has requests go to these instances of a service, and to no others.
    public void offer(String service, List<Part> instances) {
        roster.put(service, instances.stream().map(part -> part.ports().getFirst()).toList());
    }

    /// Has requests go to all instances there should be.
    public void offerAll() {
        scalable().forEach(service -> offer(service, instances(service)));
    }

    /// Whether starts are being recorded, which makes everything slower: the next run is the one to
    /// measure.
    public boolean areRecording() {
        return usesStartCaches
                && Stream.of(Service.values())
                        .anyMatch(service -> StartCache.isMissing(home.startCaches(), service.id));
    }

    /// All there should be, and instances that run besides.
    public List<Part> all() {
        return Stream.concat(foundation.values().stream(), allServices().stream()).toList();
    }

    /// Of all services all instances there should be, and those that run besides.
    public List<Part> allServices() {
        return services.values().stream()
                .filter(part -> isWanted(part.name()) || part.isRunning())
                .toList();
    }

    /// @param name `order-service#1` is `order-service`, too
    public Optional<Part> find(String name) {
        var plain = name.endsWith(NUMBER + 1) ? name.substring(0, name.length() - 2) : name;
        return all().stream().filter(part -> part.name().equals(plain)).findFirst();
    }

    public List<String> names() {
        return all().stream().map(Part::name).toList();
    }

    private Part get(String name) {
        var part = foundation.containsKey(name) ? foundation.get(name) : services.get(name);
        return Objects.requireNonNull(part, name);
    }

    private void add(Part part) {
        foundation.put(part.name(), part);
    }

    private boolean isWanted(String name) {
        return Stream.of(Service.values())
                .flatMap(service ->
                        IntStream.rangeClosed(1, settings.instances(service.id))
                                .mapToObj(instance -> name(service.id, instance)))
                .anyMatch(name::equals);
    }

    private static String name(String service, int instance) {
        return instance == 1 ? service : service + NUMBER + instance;
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

    private Part service(Service service, int instance) {
        int port = service == Service.GATEWAY ? settings.port() : service.port(instance);
        return new JavaPart(
                home,
                name(service.id, instance),
                List.of(port),
                () -> serviceProgram(service, instance, port),
                () -> Probe.answers(Roster.address(port) + "/actuator/health/readiness"));
    }

    private List<String> serviceProgram(Service service, int instance, int port) {
        List<String> options = new ArrayList<>(SMALL_JVM);
        options.add("-Xmx" + service.heapMegabytes + "m");
        List<String> command = new ArrayList<>(options);
        // Two that start at once must not both unpack it.
        synchronized (service) {
            var app = ServiceApp.of(home, service.id, runs(service));
            command.addAll(startCache(service.id, instance, app.fingerprint() + options));
            command.addAll(app.arguments());
        }
        command.add(
                "--spring.profiles.active="
                        + (settings.hasProductionLimits() ? "local" : "local,wide-limits"));
        command.add("--server.port=" + port);
        command.add("--server.address=127.0.0.1");
        command.add("--winemall.web.drain=" + DRAIN);
        command.add("--winemall.messaging.instance-id=" + service.id + "-" + instance);
        command.add("--winemall.orders.payment-window=" + settings.paymentWindow());
        command.add("--winemall.orders.reservation-window=" + settings.reservationWindow());
        command.add("--winemall.events.simulated-ineligible-rate=" + settings.ineligible());
        command.add("--winemall.mail.shop=http://localhost:" + settings.port());
        command.add("--winemall.instances.file=" + roster.file());
        command.addAll(whereOthersAre());
        return command;
    }

    private boolean runs(Service service) {
        return services.values().stream()
                .anyMatch(part ->
                        (part.name() + NUMBER).startsWith(service.id + NUMBER) && part.isRunning());
    }

    /// For what services ask each other: any instance will do, and they find out which is there.
    private static List<String> whereOthersAre() {
        List<String> settings = new ArrayList<>();
        settings.add(
                "--winemall.tokens.keys="
                        + Service.USER_SERVICE.everywhere("/.well-known/jwks.json"));
        settings.add("--winemall.auditor.users=" + Service.USER_SERVICE.everywhere(""));
        settings.add("--winemall.audit.products=" + Service.PRODUCT_SERVICE.everywhere(""));
        settings.add("--winemall.audit.orders=" + Service.ORDER_SERVICE.everywhere(""));
        settings.add("--winemall.audit.coupons=" + Service.COUPON_SERVICE.everywhere(""));
        settings.add(
                "--winemall.audit.notifications=" + Service.NOTIFICATION_SERVICE.everywhere(""));
        for (var service : Service.values()) {
            if (service != Service.GATEWAY) {
                settings.add(
                        "--winemall.dead-letter-digest.services.%s=%s"
                                .formatted(service.id, service.everywhere("")));
            }
        }
        return settings;
    }

    private List<String> localProgram(
            String name, int heapMegabytes, Class<?> main, String... arguments) {
        var classPath = System.getProperty("java.class.path");
        List<String> options = new ArrayList<>(SMALL_JVM);
        options.add("-Xmx" + heapMegabytes + "m");
        options.add("-cp");
        options.add(classPath);
        List<String> command = new ArrayList<>(options);
        command.addAll(startCache(name, 1, options + lastChange(classPath)));
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

    private List<String> startCache(String part, int instance, String fingerprint) {
        if (!usesStartCaches) {
            return List.of();
        }
        var cache =
                new StartCache(
                        home.startCaches(),
                        part,
                        System.getProperty("java.vm.version") + fingerprint);
        return instance == 1 ? cache.options() : cache.optionsIfThere();
    }
}
