package com.winemall.local.command;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.winemall.local.client.Addresses;
import com.winemall.local.client.MallClient;
import com.winemall.local.parts.MallHome;
import com.winemall.local.parts.Parts;
import com.winemall.local.parts.Probe;
import com.winemall.local.parts.Settings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The whole mall, started by the first test that needs it and stopped after the last: that takes
/// the better part of a minute. A test that kills parts of it starts them again.
///
/// Its tests say that they were skipped where the mall's ports are taken, as by a mall that runs.
record TestMall(Path project, MallHome home, Parts parts, Starting starting, MallClient client)
        implements AutoCloseable {

    private static final Duration PAYMENT_WINDOW = Duration.ofHours(1);

    private static TestMall open() {
        var project =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent().getParent();
        var home = new MallHome(project, project.resolve("deploy/local/target/tested-mall"));
        var settings = Settings.DEFAULT.withPaymentWindow(PAYMENT_WINDOW);
        home.forgetData();
        var parts = new Parts(home, settings, false);
        for (var part : parts.all()) {
            for (int port : part.ports()) {
                assumeTrue(Probe.isFree(port), "port " + port + " of " + part.name() + " is taken");
            }
        }
        var starting =
                new Starting(home, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        var mall =
                new TestMall(
                        project,
                        home,
                        parts,
                        starting,
                        new MallClient(Addresses.gateway(settings)));
        try {
            starting.start(parts.all());
        } catch (RuntimeException e) {
            mall.close();
            throw e;
        }
        return mall;
    }

    @Override
    public void close() {
        Stopping.stopAll(parts);
    }

    /// Hands it to whoever asks. It is opened before the class and not for its parameter, or a test
    /// that is to be skipped would fail.
    static final class Shared implements BeforeAllCallback, ParameterResolver {

        @Override
        public void beforeAll(ExtensionContext context) {
            of(context);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestMall.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return of(context);
        }

        private static TestMall of(ExtensionContext context) {
            return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.GLOBAL)
                    .computeIfAbsent(TestMall.class, _ -> open(), TestMall.class);
        }
    }
}
