package com.winemall.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.winemall.local.client.Addresses;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.UnexpectedAnswer;
import com.winemall.local.parts.MallHome;
import com.winemall.local.parts.Part;
import com.winemall.local.parts.Parts;
import com.winemall.local.parts.Probe;
import com.winemall.local.parts.Settings;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// The whole mall, opened for the first test of this JVM that needs it and closed after the last.
/// Those tests say that they were skipped where its ports are taken, as by a mall that runs.
///
/// With `-Dmall.instances=2` there are two of each service. With `-Dmall.start-caches=true` the
/// first run records start caches and later ones use them, which is of use to whoever runs all
/// cases again and again.
final class OpenMall implements BeforeAllCallback, BeforeEachCallback {

    /// For anything the mall has to come round to, on a machine three times as slow as most.
    static final Duration PATIENCE = Duration.ofMinutes(3);

    /// How many of each service.
    static final int INSTANCES = Integer.getInteger("mall.instances", 1);

    static final PrintWriter OUT = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private Running running;
    private String admin;

    @Override
    public void beforeAll(ExtensionContext context) {
        running =
                context.getRoot()
                        .getStore(Namespace.create(OpenMall.class))
                        .computeIfAbsent(Running.class, _ -> Running.start(), Running.class);
    }

    /// A victim whose test failed may still be dead. The token is a new one each time: it does not
    /// live as long as a slow machine needs for all victims.
    @Override
    public void beforeEach(ExtensionContext context) {
        parts().offerAll();
        starting().start(parts().all());
        admin =
                patiently()
                        .until(
                                () ->
                                        client().login(
                                                        Addresses.ADMIN_EMAIL,
                                                        Addresses.ADMIN_PASSWORD),
                                Objects::nonNull);
    }

    MallHome home() {
        return running.home();
    }

    Parts parts() {
        return running.parts();
    }

    Part part(String name) {
        return parts().find(name).orElseThrow();
    }

    Starting starting() {
        return new Starting(home(), OUT);
    }

    Scaling scaling() {
        return new Scaling(home(), parts(), OUT);
    }

    MallClient client() {
        return running.client();
    }

    String admin() {
        return admin;
    }

    /// The checks of the shop's audit that do not hold.
    List<String> broken() {
        return client().get("/api/audit", admin).expect(200).list().stream()
                .filter(check -> !check.get("holds").asBoolean())
                .map(Object::toString)
                .toList();
    }

    void auditHolds() {
        patiently().untilAsserted(() -> assertThat(broken()).isEmpty());
    }

    static ConditionFactory patiently() {
        return patiently(PATIENCE);
    }

    /// Looks again, too, when a part that has just come back says no: it may be one of those that
    /// have still to notice that another one came back.
    static ConditionFactory patiently(Duration patience) {
        return await().atMost(patience)
                .pollInterval(BETWEEN_LOOKS)
                .ignoreExceptionsMatching(
                        e -> e instanceof UnexpectedAnswer || e instanceof UncheckedIOException);
    }

    private record Running(MallHome home, Parts parts, MallClient client) implements AutoCloseable {

        static Running start() {
            var project =
                    Path.of(System.getProperty("basedir", ""))
                            .toAbsolutePath()
                            .getParent()
                            .getParent();
            var home = new MallHome(project, project.resolve("deploy/local/target/killed-mall"));
            var settings = settings();
            home.forgetData();
            var parts = new Parts(home, settings, Boolean.getBoolean("mall.start-caches"));
            for (var part : parts.all()) {
                for (int port : part.ports()) {
                    assumeTrue(
                            Probe.isFree(port),
                            "port " + port + " of " + part.name() + " is taken");
                }
            }
            parts.offerAll();
            new Starting(home, OUT).start(parts.all());
            return new Running(home, parts, new MallClient(Addresses.gateway(settings)));
        }

        private static Settings settings() {
            var usual = Settings.DEFAULT.withPaymentWindow(Duration.ofHours(1));
            for (var service : Parts.scalable()) {
                usual = usual.withInstances(service, INSTANCES);
            }
            return usual;
        }

        @Override
        public void close() {
            Stopping.stopAll(parts);
        }
    }
}
