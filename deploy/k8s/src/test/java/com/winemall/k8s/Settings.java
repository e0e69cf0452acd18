package com.winemall.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// Every variable a service is given is a setting it understands; and every setting of it that
/// would lead to its own machine is set, or it would call nobody.
final class Settings implements Check {

    private static final String MIGRATIONS = "WINEMALL_MIGRATIONS";

    /// A part of other variables, which no service reads.
    private static final String PART = "VALKEY_PASSWORD";

    /// The part of a value that leads to this machine, unless the setting before it is set.
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{([a-z.-]+):[^}]*(127\\.0\\.0\\.1|localhost)[^}]*}");

    private final Shop shop;

    Settings(Shop shop) {
        this.shop = shop;
    }

    @Override
    public List<String> complaints(Manifests manifests) {
        List<String> complaints = new ArrayList<>();
        manifests
                .workloads()
                .filter(workload -> workload.isService() || workload.isMigration())
                .forEach(workload -> {
                    var service = shop.service(workload.module());
                    workload.containers()
                            .map(manifests::variables)
                            .forEach(variables -> {
                                unknown(workload, service, variables, complaints);
                                bundles(workload, variables, complaints);
                                if (workload.isService()) {
                                    left(workload, service, variables, complaints);
                                }
                                migrations(workload, service, variables, complaints);
                            });
                });
        return complaints;
    }

    private static void unknown(
            Workload workload,
            ServiceCode service,
            Map<String, JsonNode> variables,
            List<String> complaints) {
        variables.keySet().stream()
                .filter(name -> !name.equals(PART) && !service.settings().knows(name))
                .forEach(name ->
                        complaints.add(
                                "%s sets %s, which is no setting".formatted(workload, name)));
    }

    /// The names under a bundle's own are in no list of settings: they are bound as the service
    /// would.
    private static void bundles(
            Workload workload, Map<String, JsonNode> variables, List<String> complaints) {
        var sources = new MutablePropertySources();
        Map<String, Object> texts = new HashMap<>();
        variables.forEach((name, value) -> texts.put(name, value.asText()));
        sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", texts));
        var binder = new Binder(ConfigurationPropertySources.from(sources));
        try {
            binder.bind(
                    "spring.ssl",
                    Bindable.of(SslProperties.class),
                    new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
        } catch (BindException e) {
            complaints.add(
                    "%s sets bundles of certificates nobody understands: %s"
                            .formatted(workload, e.getCause().getMessage()));
        }
    }

    private static void left(
            Workload workload,
            ServiceCode service,
            Map<String, JsonNode> variables,
            List<String> complaints) {
        service.loopback()
                .forEach((name, value) -> {
                    var isItself = value.contains(":" + service.port());
                    if (!isItself
                            && !variables.containsKey(SettingNames.variable(name))
                            && !placeholderIsSet(value, variables)) {
                        complaints.add(
                                "%s leaves %s at %s, which is its own machine"
                                        .formatted(workload, name, value));
                    }
                });
    }

    private static boolean placeholderIsSet(String value, Map<String, JsonNode> variables) {
        return PLACEHOLDER
                .matcher(value)
                .results()
                .anyMatch(it -> variables.containsKey(SettingNames.variable(it.group(1))));
    }

    private static void migrations(
            Workload workload,
            ServiceCode service,
            Map<String, JsonNode> variables,
            List<String> complaints) {
        var given = variables.get(MIGRATIONS);
        var has = given == null ? "" : given.asText();
        var needs = workload.isMigration() ? "only" : service.database().isEmpty() ? "" : "await";
        if (!has.equals(needs)) {
            complaints.add("%s has %s=%s and needs %s".formatted(workload, MIGRATIONS, has, needs));
        }
    }
}
