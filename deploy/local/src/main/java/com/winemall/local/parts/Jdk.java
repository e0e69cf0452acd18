package com.winemall.local.parts;

import java.nio.file.Path;

/// The JDK this command runs on; the parts run on it, too.
final class Jdk {

    private Jdk() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
