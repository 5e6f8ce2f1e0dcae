package io.plimsoll.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completions as fish reads them, a line each; picocli knows bash and zsh alone. */
final class FishCompletion {

    private final String program;
    private final StringBuilder script = new StringBuilder();

    private FishCompletion(String program) {
        this.program = program;
    }

    static String of(String program, CommandLine commands) {
        FishCompletion completion = new FishCompletion(program);
        completion.command(List.of(), commands.getCommandSpec());
        return completion.script.toString();
    }

    /**
     * @param path the words that led to the command
     */
    private void command(List<String> path, CommandSpec command) {
        command.subcommands()
                .forEach((name, subcommand) -> {
                    CommandSpec spec = subcommand.getCommandSpec();
                    line(path, command, "-f -a " + quoted(name) + description(spec));
                    command(Stream.concat(path.stream(), Stream.of(name)).toList(), spec);
                });
        command.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> line(path, command, option(option)));
    }

    private void line(List<String> path, CommandSpec command, String what) {
        Stream<String> seen = path.stream().map(word -> "__fish_seen_subcommand_from " + word);
        String below = String.join(" ", command.subcommands().keySet());
        Stream<String> unseen =
                below.isEmpty()
                        ? Stream.of()
                        : Stream.of("not __fish_seen_subcommand_from " + below);
        String condition = Stream.concat(seen, unseen).collect(Collectors.joining("; and "));
        script.append("complete -c %s -n %s %s%n".formatted(program, quoted(condition), what));
    }

    private static String option(OptionSpec option) {
        String names =
                Stream.of(option.names())
                        .map(name ->
                                name.startsWith("--")
                                        ? "-l " + name.substring(2)
                                        : "-s " + name.substring(1))
                        .collect(Collectors.joining(" "));
        return names
                + (option.arity().max() > 0 ? " -r" : " -f")
                + Stream.of(option.description())
                        .findFirst()
                        .map(text -> " -d " + quoted(text))
                        .orElse("");
    }

    private static String description(CommandSpec command) {
        return Stream.of(command.usageMessage().description())
                .findFirst()
                .map(text -> " -d " + quoted(text))
                .orElse("");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
