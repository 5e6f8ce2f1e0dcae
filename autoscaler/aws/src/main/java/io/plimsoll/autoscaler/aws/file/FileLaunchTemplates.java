package io.plimsoll.autoscaler.aws.file;

import io.plimsoll.autoscaler.aws.template.LaunchTemplates;
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

    static final FileLaunchTemplates NONE = new FileLaunchTemplates(List.of());

    private final List<LaunchTemplateVersion> versions;

    private FileLaunchTemplates(List<LaunchTemplateVersion> versions) {
        this.versions = versions;
    }

    static FileLaunchTemplates read(Path file) {
        return new FileLaunchTemplates(
                CliJson.read(
                                file,
                                DescribeLaunchTemplateVersionsResponse.builder(),
                                "LaunchTemplateVersions",
                                "aws ec2 describe-launch-template-versions")
                        .launchTemplateVersions());
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
