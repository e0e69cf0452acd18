package com.winemall.k8s;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What a service hears and says, read out of its classes: each `PollListener` names its topic and
/// itself; and whoever else mentions a topic sends to it, unless it only asks what types it has.
///
/// @param waiting topics on which it puts work off for itself
record KafkaUse(List<Hearing> hears, Set<String> says, Set<String> waiting) {

    private static final String LISTENER = "com/winemall/starter/messaging/PollListener";
    private static final String TOPICS = "com/winemall/contracts/Topics";
    private static final String TOPIC = "com/winemall/contracts/Topic";

    /// @param consumer its name within its service
    record Hearing(String service, String topic, String consumer) {

        String group() {
            return service + "." + consumer;
        }

        String deadLetters() {
            return topic + "." + consumer + ".dlt";
        }
    }

    static KafkaUse of(String service, Path classes) {
        List<Hearing> hears = new ArrayList<>();
        Set<String> says = new TreeSet<>();
        for (var model : models(classes)) {
            if (model.interfaces().stream().anyMatch(it -> it.asInternalName().equals(LISTENER))) {
                hears.add(hearing(service, model));
            } else {
                says.addAll(said(model));
            }
        }
        hears.sort(Comparator.comparing(Hearing::topic).thenComparing(Hearing::consumer));
        return new KafkaUse(List.copyOf(hears), says, waiting(classes));
    }

    private static Hearing hearing(String service, ClassModel listener) {
        var topic =
                code(listener, "topic")
                        .filter(FieldInstruction.class::isInstance)
                        .map(FieldInstruction.class::cast)
                        .map(KafkaUse::topicName)
                        .findFirst();
        var name =
                code(listener, "name")
                        .filter(ConstantInstruction.class::isInstance)
                        .map(it -> ((ConstantInstruction) it).constantValue())
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .findFirst();
        return new Hearing(service, topic.orElseThrow(), name.orElseThrow());
    }

    private static Set<String> said(ClassModel model) {
        Set<String> said = new TreeSet<>();
        for (var method : model.methods()) {
            var code = elements(method).toList();
            for (int i = 0; i < code.size(); i++) {
                if (code.get(i) instanceof FieldInstruction field
                        && field.owner().asInternalName().equals(TOPICS)
                        && !asksForTypes(code, i + 1)) {
                    said.add(topicName(field));
                }
            }
        }
        return said;
    }

    private static boolean asksForTypes(List<CodeElement> code, int at) {
        return at < code.size()
                && code.get(at) instanceof InvokeInstruction call
                && call.owner().asInternalName().equals(TOPIC)
                && call.name().stringValue().equals("types");
    }

    /// product-service alone puts work off, on topics its own code names.
    private static Set<String> waiting(Path classes) {
        var owner = "com/winemall/product/replenishment/kafka/WorkTopics.class";
        if (!Files.exists(classes.resolve(owner))) {
            return Set.of();
        }
        try (var loader =
                new URLClassLoader(
                        new URL[] {classes.toUri().toURL()}, KafkaUse.class.getClassLoader())) {
            var topics = loader.loadClass("com.winemall.product.replenishment.kafka.WorkTopics");
            var all = topics.getDeclaredMethod("all", int.class);
            all.setAccessible(true);
            Set<String> names = new TreeSet<>();
            ((List<?>) all.invoke(null, tries(loader))).forEach(it -> names.add((String) it));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("WorkTopics is not what it was", e);
        }
    }

    /// One more than there are pauses between them.
    private static int tries(ClassLoader loader) throws ReflectiveOperationException {
        var settings = loader.loadClass("com.winemall.product.replenishment.ReplenishmentSettings");
        for (var parameter : settings.getDeclaredConstructors()[0].getParameters()) {
            if (parameter.getName().equals("retryDelays")) {
                return parameter.getAnnotation(DefaultValue.class).value().length + 1;
            }
        }
        throw new NoSuchFieldException("retryDelays");
    }

    private static String topicName(FieldInstruction field) {
        try {
            var topic = Topics.class.getField(field.name().stringValue()).get(null);
            return ((Topic<?>) topic).name();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<CodeElement> code(ClassModel model, String method) {
        return model.methods().stream()
                .filter(it -> it.methodName().stringValue().equals(method))
                .flatMap(KafkaUse::elements);
    }

    /// Instructions only, so that one follows the other.
    private static Stream<CodeElement> elements(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .filter(Instruction.class::isInstance);
    }

    private static List<ClassModel> models(Path classes) {
        try (var files = Files.walk(classes)) {
            List<ClassModel> models = new ArrayList<>();
            for (var file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
                models.add(ClassFile.of().parse(file));
            }
            return models;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
