package com.winemall.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.winemall.embedded.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `deploy/compose` under a name, on ports and with secrets of its own, beside whatever else the
/// engine runs.
final class ComposedMall {

    static final String ADMIN_EMAIL = "admin@composed.example";

    private static final String PROJECT = "winemall-it";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path directory;
    private final Path secrets;
    private final Map<String, String> settings;
    private final int gatewayPort = FreePorts.one();
    private final int mailboxPort = FreePorts.one();
    private final int factoryPort = FreePorts.one();
    private final int paymentsPort = FreePorts.one();

    private ComposedMall(Path directory, Path secrets, Duration paymentWindow) {
        this.directory = directory;
        this.secrets = secrets;
        this.settings =
                Map.of(
                        "WINEMALL_GATEWAY_AT", "127.0.0.1:" + gatewayPort,
                        "WINEMALL_MAILBOX_AT", "127.0.0.1:" + mailboxPort,
                        "WINEMALL_FACTORY_AT", "127.0.0.1:" + factoryPort,
                        "WINEMALL_PAYMENTS_AT", "127.0.0.1:" + paymentsPort,
                        "WINEMALL_PROFILES", "wide-limits",
                        "WINEMALL_PAYMENT_WINDOW", paymentWindow.toString());
    }

    /// Skips the test where containers were not asked for, where there is no engine, or where an
    /// image is missing.
    static ComposedMall prepare(Duration paymentWindow) {
        assumeTrue(
                "containers".equals(System.getProperty("winemall.test.backends")),
                "containers were not asked for; -Pcontainers does");
        assumeTrue(answers("docker", "version"), "no Docker engine answers");
        assumeTrue(answers("docker", "compose", "version"), "docker has no compose");
        var directory = project().resolve("deploy/compose");
        var secrets = project().resolve("deploy/local/target/composed-mall.env");
        try {
            Files.deleteIfExists(secrets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(Map.of(), directory.resolve("make-env").toString(), ADMIN_EMAIL, secrets.toString());
        var mall = new ComposedMall(directory, secrets, paymentWindow);
        for (var image : mall.compose("config", "--images").lines().sorted().distinct().toList()) {
            assumeTrue(
                    answers("docker", "image", "inspect", image),
                    "there is no image " + image + " here; deploy/images/build makes the mall's");
        }
        mall.downWithVolumes();
        return mall;
    }

    /// Returns when everything is healthy.
    void up() {
        compose("up", "--wait", "--wait-timeout", Long.toString(PATIENCE.toSeconds()));
    }

    void down() {
        compose("down");
    }

    void downWithVolumes() {
        compose("down", "--volumes");
    }

    /// As `kill -9` does.
    void kill(String service) {
        compose("kill", service);
    }

    URI gateway() {
        return at(gatewayPort);
    }

    URI mailbox() {
        return at(mailboxPort);
    }

    URI payments() {
        return at(paymentsPort);
    }

    String adminPassword() {
        try {
            return Files.readAllLines(secrets).stream()
                    .filter(line -> line.startsWith("WINEMALL_ADMIN_PASSWORD="))
                    .map(line -> line.substring(line.indexOf('=') + 1))
                    .findAny()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String compose(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "docker",
                                "compose",
                                "--project-name",
                                PROJECT,
                                "--project-directory",
                                directory.toString(),
                                "--env-file",
                                secrets.toString()));
        command.addAll(List.of(arguments));
        return run(settings, command.toArray(String[]::new));
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static Path project() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent().getParent();
    }

    private static boolean answers(String... command) {
        try {
            return run(new ProcessBuilder(command)).exitCode() == 0;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /// @return what it said
    private static String run(Map<String, String> settings, String... command) {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(settings);
        var ended = run(builder);
        assertThat(ended.exitCode()).as(String.join(" ", command) + "\n" + ended.said()).isZero();
        return ended.said();
    }

    private static Ended run(ProcessBuilder builder) {
        try {
            var process =
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
            var said = new String(process.getInputStream().readAllBytes());
            return new Ended(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Ended(int exitCode, String said) {}
}
