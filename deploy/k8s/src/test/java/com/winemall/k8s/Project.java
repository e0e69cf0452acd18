package com.winemall.k8s;

import java.nio.file.Path;

/// Where things are. Tests run in this module's directory.
final class Project {

    static final Path K8S = Path.of("").toAbsolutePath();
    static final Path ROOT = K8S.resolve("../..").normalize();

    private Project() {}
}
