package com.winemall.k8s;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Kubernetes' own client: finds unknown fields, and required ones that are missing.
final class KubernetesModel implements Models.Model {

    private static final Set<String> GROUPS =
            Set.of("", "apps", "batch", "networking.k8s.io", "policy");

    /// The whole resource, which stands at the end of what the client says.
    private static final Pattern WHOLE =
            Pattern.compile("(\\. JSON| in the JSON string): \\{.*", Pattern.DOTALL);

    @Override
    public boolean knows(Resource resource) {
        return GROUPS.contains(resource.group());
    }

    @Override
    public List<String> complaints(Resource resource) {
        try {
            Class.forName("io.kubernetes.client.openapi.models.V1" + resource.kind())
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, JsonParser.parseString(resource.tree().toString()));
            return List.of();
        } catch (InvocationTargetException e) {
            return List.of(WHOLE.matcher(e.getCause().getMessage()).replaceFirst(""));
        } catch (ClassNotFoundException _) {
            return List.of("Kubernetes has no such kind");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
