package com.winemall.k8s;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Every image of ours is one the build makes, every service runs, and each image says which
/// version it is. A migration is named after its image's version: that is what makes it run once
/// for each.
final class Images implements Check {

    private static final String OURS = "ghcr.io/winemall/";
    private static final Pattern VERSIONED = Pattern.compile("([^:@]+):(?!latest$)([a-z0-9.-]+)");

    private final Shop shop;

    Images(Shop shop) {
        this.shop = shop;
    }

    @Override
    public List<String> complaints(Manifests manifests) {
        List<String> complaints = new ArrayList<>();
        manifests
                .workloads()
                .forEach(workload ->
                        workload.containers()
                                .map(container -> container.path("image").asText())
                                .forEach(image -> image(workload, image, complaints)));
        var running =
                manifests
                        .workloads()
                        .filter(Workload::isService)
                        .map(Workload::module)
                        .collect(toSet());
        shop.services().stream()
                .map(ServiceCode::name)
                .filter(service -> !running.contains(service))
                .forEach(service -> complaints.add(service + " does not run"));
        shop.services().stream()
                .filter(service -> !service.database().isEmpty())
                .map(ServiceCode::name)
                .filter(service ->
                        manifests
                                .workloads()
                                .filter(Workload::isMigration)
                                .noneMatch(it -> it.module().equals(service)))
                .forEach(service -> complaints.add("nobody migrates " + service));
        return complaints;
    }

    private void image(Workload workload, String image, List<String> complaints) {
        var versioned = VERSIONED.matcher(image);
        if (!versioned.matches()) {
            complaints.add("%s runs %s, whichever that is".formatted(workload, image));
            return;
        }
        var name = versioned.group(1);
        if (name.startsWith(OURS) && !shop.images().contains(name.substring(OURS.length()))) {
            complaints.add("%s runs %s, which is not built here".formatted(workload, name));
        }
        if ((workload.isService() || workload.isMigration())
                && !name.equals(OURS + workload.module())) {
            complaints.add("%s runs %s".formatted(workload, name));
        }
        var migration = workload.module() + "-migration." + versioned.group(2);
        if (workload.isMigration() && !workload.name().equals(migration)) {
            complaints.add("%s is not named %s, as its version is".formatted(workload, migration));
        }
    }
}
