package com.winemall.k8s;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Settings a service understands, by the names of the variables that set them.
final class SettingNames {

    private final Set<String> variables;
    private final Set<String> maps;

    /// @param names as they stand in configuration files
    /// @param maps those of them whose keys are anybody's choice
    SettingNames(Collection<String> names, Collection<String> maps) {
        this.variables =
                names.stream().map(SettingNames::variable).collect(Collectors.toUnmodifiableSet());
        this.maps =
                maps.stream()
                        .map(map -> variable(map) + "_")
                        .collect(Collectors.toUnmodifiableSet());
    }

    boolean knows(String variable) {
        return variables.contains(variable) || maps.stream().anyMatch(variable::startsWith);
    }

    /// As Spring Boot reads them: dots are underscores, dashes are left out.
    static String variable(String name) {
        return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
