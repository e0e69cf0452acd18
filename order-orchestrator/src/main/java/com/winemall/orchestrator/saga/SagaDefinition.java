package com.winemall.orchestrator.saga;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.Message;
import com.winemall.contracts.outcome.OrderOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The steps of a saga in their order, and where it comes to rest between them.
public final class SagaDefinition {

    private final String name;
    private final int version;
    private final List<Stage> stages;
    private final Stage.Rest undone;

    private SagaDefinition(String name, int version, List<Stage> stages, Stage.Rest undone) {
        this.name = name;
        this.version = version;
        this.stages = List.copyOf(stages);
        this.undone = undone;
    }

    public static Builder named(String name, int version) {
        return new Builder(name, version);
    }

    public String name() {
        return name;
    }

    public int version() {
        return version;
    }

    /// What comes first.
    Stage first(Saga saga) {
        return next(saga, 0);
    }

    /// What comes after a step that is done.
    Stage after(Step step, Saga saga) {
        return next(saga, stages.indexOf(new Stage.Ask(step)) + 1);
    }

    /// What comes after a rest that is over.
    Stage after(SagaState rest, Saga saga) {
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i) instanceof Stage.Rest(var state, _) && state == rest) {
                return next(saga, i + 1);
            }
        }
        throw new IllegalStateException(name + " does not rest at " + rest);
    }

    /// Where it ends when everything is given back.
    Stage.Rest undone() {
        return undone;
    }

    /// What a saga tells when it comes to rest at a state, if it rests there.
    Optional<Function<Saga, OrderOutcome>> outcomeAt(SagaState state) {
        return Stream.concat(stages.stream(), Stream.of(undone))
                .filter(Stage.Rest.class::isInstance)
                .map(Stage.Rest.class::cast)
                .filter(rest -> rest.state() == state)
                .map(Stage.Rest::outcome)
                .findFirst();
    }

    Step step(String stepName) {
        return steps().stream()
                .filter(step -> step.name().equals(stepName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no step " + stepName));
    }

    List<Step> steps() {
        return stages.stream()
                .filter(Stage.Ask.class::isInstance)
                .map(Stage.Ask.class::cast)
                .map(Stage.Ask::step)
                .toList();
    }

    private Stage next(Saga saga, int from) {
        return stages.stream()
                .skip(from)
                .filter(stage ->
                        !(stage instanceof Stage.Ask(var step)) || step.needed().test(saga))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has ended"));
    }

    /// A part of the saga's way.
    sealed interface Stage {

        /// Asks a participant, and waits for its answer.
        record Ask(Step step) implements Stage {}

        /// Tells the outcome so far, and waits for somebody outside.
        record Rest(SagaState state, Function<Saga, OrderOutcome> outcome) implements Stage {}
    }

    /// Puts a definition together and refuses one that could not be undone.
    public static final class Builder {

        private final String name;
        private final int version;
        private final List<Stage> stages = new ArrayList<>();
        private Stage.@Nullable Rest undone;

        private Builder(String name, int version) {
            this.name = name;
            this.version = version;
        }

        public Builder step(
                String stepName,
                Step.Kind kind,
                Participant participant,
                SagaState doing,
                SagaState undoing,
                BiFunction<Saga, CommandId, Message> command,
                BiFunction<Saga, CommandId, Message> undo) {
            stages.add(
                    new Stage.Ask(
                            new Step(
                                    stepName,
                                    kind,
                                    participant,
                                    doing,
                                    undoing,
                                    command,
                                    undo,
                                    _ -> true)));
            return this;
        }

        /// Only orders like this have the step before.
        public Builder when(Predicate<Saga> needed) {
            if (!(stages.removeLast() instanceof Stage.Ask(var step))) {
                throw new IllegalStateException("only a step can be left out");
            }
            stages.add(
                    new Stage.Ask(
                            new Step(
                                    step.name(),
                                    step.kind(),
                                    step.participant(),
                                    step.doing(),
                                    step.undoing(),
                                    step.command(),
                                    step.undo(),
                                    needed)));
            return this;
        }

        public Builder rest(SagaState state, Function<Saga, OrderOutcome> outcome) {
            stages.add(new Stage.Rest(state, outcome));
            return this;
        }

        public Builder undone(SagaState state, Function<Saga, OrderOutcome> outcome) {
            undone = new Stage.Rest(state, outcome);
            return this;
        }

        /// @throws IllegalStateException if a step after the pivot may be refused, if two steps
        ///   have one name, or if the saga does not end at rest
        public SagaDefinition build() {
            if (undone == null || !(stages.getLast() instanceof Stage.Rest)) {
                throw new IllegalStateException(name + " does not end at rest");
            }
            var definition = new SagaDefinition(name, version, stages, undone);
            var steps = definition.steps();
            if (steps.stream().map(Step::name).distinct().count() != steps.size()) {
                throw new IllegalStateException(name + " has two steps of one name");
            }
            boolean refusableSincePivot =
                    steps.stream()
                            .dropWhile(step -> step.kind() != Step.Kind.PIVOT)
                            .skip(1)
                            .anyMatch(step -> step.kind() != Step.Kind.RETRIABLE);
            if (refusableSincePivot) {
                throw new IllegalStateException(
                        name + " has a step after its pivot that may be refused");
            }
            return definition;
        }
    }
}
