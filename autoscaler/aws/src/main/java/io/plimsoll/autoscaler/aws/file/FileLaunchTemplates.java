package io.plimsoll.autoscaler.aws.file;

import io.plimsoll.autoscaler.aws.template.LaunchTemplates;
import io.plimsoll.environment.input.InvalidFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/** Launch templates from a file. */
final class FileLaunchTemplates implements LaunchTemplates {

    static final String COMMAND = "aws ec2 describe-launch-template-versions";
    static final FileLaunchTemplates NONE = new FileLaunchTemplates(List.of(), List.of());

    private static final String MEMBER = "LaunchTemplateVersions";

    private final List<LaunchTemplateVersion> versions;
    private final List<String> notes;

    private FileLaunchTemplates(List<LaunchTemplateVersion> versions, List<String> notes) {
        this.versions = versions;
        this.notes = notes;
    }

    static FileLaunchTemplates read(Path file) {
        AnswerFile.Answers<DescribeLaunchTemplateVersionsResponse> answers =
                new AnswerFile(file, MEMBER, COMMAND)
                        .read(DescribeLaunchTemplateVersionsResponse::builder);
        List<LaunchTemplateVersion> versions =
                answers.responses().stream()
                        .flatMap(page -> page.launchTemplateVersions().stream())
                        .toList();
        for (int index = 0; index < versions.size(); index++) {
            String place = "%s[%d].".formatted(MEMBER, index);
            if (versions.get(index).versionNumber() == null) {
                throw new InvalidFileException(file, place + "VersionNumber is missing");
            }
            if (versions.get(index).launchTemplateData() == null) {
                throw new InvalidFileException(file, place + "LaunchTemplateData is missing");
            }
        }
        return new FileLaunchTemplates(versions, answers.notes());
    }

    List<String> notes() {
        return notes;
    }

    @Override
    public Optional<ResponseLaunchTemplateData> find(LaunchTemplateSpecification wanted) {
        return version(
                        versions.stream().filter(version -> isOf(version, wanted)),
                        Optional.ofNullable(wanted.version()).orElse("$Default"))
                .map(LaunchTemplateVersion::launchTemplateData);
    }

    private static Optional<LaunchTemplateVersion> version(
            Stream<LaunchTemplateVersion> ofTemplate, String wanted) {
        return switch (wanted) {
            case "$Latest" ->
                    ofTemplate.max(Comparator.comparing(LaunchTemplateVersion::versionNumber));
            case "$Default" ->
                    ofTemplate
                            .filter(version -> Boolean.TRUE.equals(version.defaultVersion()))
                            .findFirst();
            default ->
                    ofTemplate
                            .filter(version -> wanted.equals("" + version.versionNumber()))
                            .findFirst();
        };
    }

    private static boolean isOf(LaunchTemplateVersion version, LaunchTemplateSpecification wanted) {
        return wanted.launchTemplateId() == null
                ? wanted.launchTemplateName() != null
                        && wanted.launchTemplateName().equals(version.launchTemplateName())
                : wanted.launchTemplateId().equals(version.launchTemplateId());
    }
}
