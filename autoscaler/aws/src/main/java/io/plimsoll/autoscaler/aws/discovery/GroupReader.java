package io.plimsoll.autoscaler.aws.discovery;

import io.plimsoll.autoscaler.aws.AwsErrors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.Filter;

/** Asks AWS for the selected groups, page by page. */
public final class GroupReader {

    private static final int PAGE = 100;

    /** As many names as one request may carry. */
    private static final int NAMES = 50;

    private final AutoScalingClient autoScaling;
    private final GroupSelection selection;

    public GroupReader(AutoScalingClient autoScaling, GroupSelection selection) {
        this.autoScaling = autoScaling;
        this.selection = selection;
    }

    /** Ordered by name; a group that several flags find is there once. */
    public Collection<SelectedGroup> all() {
        SortedMap<String, SelectedGroup> found = new TreeMap<>();
        requests().stream()
                .map(request -> request.maxRecords(PAGE).build())
                .forEach(request ->
                        AwsErrors.translating("DescribeAutoScalingGroups", () -> pages(request))
                                .stream()
                                .flatMap(group -> selection.select(group).stream())
                                .forEach(group -> found.put(group.name(), group)));
        return found.values();
    }

    /** One group as it is this moment; empty when it is gone. */
    public Optional<AutoScalingGroup> fresh(String name) {
        return AwsErrors.translating(
                "DescribeAutoScalingGroups " + name,
                () ->
                        autoScaling
                                .describeAutoScalingGroups(
                                        request -> request.autoScalingGroupNames(name))
                                .autoScalingGroups()
                                .stream()
                                .findFirst());
    }

    private List<AutoScalingGroup> pages(DescribeAutoScalingGroupsRequest request) {
        return autoScaling.describeAutoScalingGroupsPaginator(request).autoScalingGroups().stream()
                .toList();
    }

    private List<DescribeAutoScalingGroupsRequest.Builder> requests() {
        List<DescribeAutoScalingGroupsRequest.Builder> requests = new ArrayList<>();
        List<String> names = selection.named().stream().map(ExplicitGroup::name).toList();
        for (int from = 0; from < names.size(); from += NAMES) {
            requests.add(
                    DescribeAutoScalingGroupsRequest.builder()
                            .autoScalingGroupNames(
                                    names.subList(from, Math.min(names.size(), from + NAMES))));
        }
        selection
                .selectors()
                .forEach(selector ->
                        requests.add(
                                DescribeAutoScalingGroupsRequest.builder()
                                        .filters(filters(selector))));
        return requests;
    }

    private static List<Filter> filters(TagSelector selector) {
        return selector.tags().entrySet().stream()
                .map(tag ->
                        tag.getValue()
                                .map(value ->
                                        Filter.builder().name("tag:" + tag.getKey()).values(value))
                                .orElseGet(
                                        () -> Filter.builder().name("tag-key").values(tag.getKey()))
                                .build())
                .toList();
    }
}
