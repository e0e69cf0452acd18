package com.winemall.k8s;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// For operators nobody publishes classes of: schemas of our own, after their documentation, of the
/// fields we use. A field that exists and stands in no schema is complained of, too. For kinds that
/// have classes they say which fields are required, since the classes do not.
final class DocumentedModel implements Models.Model {

    private static final YAMLMapper YAML = new YAMLMapper();

    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    @Override
    public boolean knows(Resource resource) {
        return getClass().getResource(file(resource)) != null;
    }

    @Override
    public List<String> complaints(Resource resource) {
        return schemas
                .computeIfAbsent(file(resource), DocumentedModel::read)
                .validate(resource.tree())
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static String file(Resource resource) {
        return "/schemas/%s_%s.yaml"
                .formatted(resource.apiVersion().replace('/', '_'), resource.kind());
    }

    private static JsonSchema read(String file) {
        try (var in = DocumentedModel.class.getResourceAsStream(file)) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(YAML.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
