package com.winemall.k8s;

import java.util.List;
import java.util.stream.Stream;

/// All checks, made once: what they know of the code and of the models costs more than they do.
final class Checks {

    private static final Shop SHOP = Shop.ofThisBuild();

    private static final List<Check> ALL =
            List.of(
                    new Models(),
                    new Access(SHOP),
                    new Alerts(),
                    new Calls(SHOP),
                    new Images(SHOP),
                    new KafkaTopics(SHOP),
                    new PodRules(),
                    new Ports(SHOP),
                    new Quantities(),
                    new References(),
                    new Scaling(SHOP),
                    new Selectors(),
                    new Settings(SHOP));

    private Checks() {}

    static List<String> complaints(Manifests manifests) {
        return ALL.stream().flatMap(it -> it.complaints(manifests).stream()).sorted().toList();
    }

    /// The overlays there are.
    static Stream<String> overlays() {
        var names = Project.K8S.resolve("overlays").toFile().list();
        return Stream.of(names).sorted();
    }

    static Manifests rendered(String overlay) {
        return Manifests.read(Project.K8S.resolve("rendered").resolve(overlay + ".yaml"));
    }
}
