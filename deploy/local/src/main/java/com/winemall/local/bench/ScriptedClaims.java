package com.winemall.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// As the mall does it: the script of `libs/first-come` that decides everything in one call.
final class ScriptedClaims implements Claims {

    private static final String SCRIPTS = "/com/winemall/firstcome/lua/";
    private static final List<String> KEYS =
            Stream.of("pool", "people", "line", "entries", "ended", "room", "seconds")
                    .map(part -> "first-come:{bench}:" + part)
                    .toList();
    private static final String WRITER = "bench";
    private static final String EPOCH = "1";
    private static final String SERVED_AT_ONCE = "500";

    private final UUID reference = new UUID(0, 1);
    private String enter = "";

    @Override
    public String name() {
        return "one script";
    }

    @Override
    public void open(RedisConnection redis, int units) {
        redis.ask(Stream.concat(Stream.of("DEL"), KEYS.stream()).toList());
        var quantity = Integer.toString(units);
        run(
                redis,
                load(redis, "rebuild"),
                List.of(
                        "epoch",
                        EPOCH,
                        "quantity",
                        quantity,
                        "free",
                        quantity,
                        "withdrawn",
                        "0",
                        "perPerson",
                        "1",
                        "line",
                        "0",
                        "rate",
                        "0",
                        "tickets",
                        "0",
                        "numbers",
                        "0",
                        "opens",
                        "0",
                        "closes",
                        ""));
        run(redis, load(redis, "finish"), List.of(EPOCH, "OPEN", WRITER, SERVED_AT_ONCE));
        enter = load(redis, "enter");
    }

    @Override
    public long claim(RedisConnection redis, String person) {
        var answer = run(redis, enter, arguments(person));
        return switch (String.valueOf(answer.getFirst())) {
            case "ADMITTED" -> numberIn((List<?>) answer.get(1));
            case "SOLD_OUT" -> 0;
            default -> throw new IllegalStateException("the door answered " + answer);
        };
    }

    /// The command by which one person claims, word by word.
    List<String> command(String person) {
        return command(enter, arguments(person));
    }

    private List<String> arguments(String person) {
        return List.of(person, reference.toString(), "", "1", "", "ticket", WRITER);
    }

    private static List<?> run(RedisConnection redis, String script, List<String> arguments) {
        return (List<?>) Objects.requireNonNull(redis.ask(command(script, arguments)));
    }

    private static List<String> command(String script, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add("EVALSHA");
        command.add(script);
        command.add(Integer.toString(KEYS.size()));
        command.addAll(KEYS);
        command.addAll(arguments);
        return command;
    }

    /// The entry that is to be written: its id, and its fields, each a name and a value.
    private static long numberIn(List<?> entry) {
        var fields = (List<?>) entry.get(1);
        return Long.parseLong(fields.get(fields.indexOf("number") + 1).toString());
    }

    private static String load(RedisConnection redis, String script) {
        return Objects.toString(redis.ask("SCRIPT", "LOAD", read("pool") + read(script)));
    }

    private static String read(String script) {
        var file = SCRIPTS + script + ".lua";
        try (var bytes = ScriptedClaims.class.getResourceAsStream(file)) {
            return new String(
                    Objects.requireNonNull(bytes, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
