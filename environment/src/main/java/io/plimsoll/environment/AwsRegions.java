package io.plimsoll.environment;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** AWS's regions and their partitions, as the AWS SDK for Java 2.41 lists them. */
public final class AwsRegions {

    private static final Map<String, List<String>> BY_PARTITION =
            Map.of(
                    "aws",
                    List.of(
                            "af-south-1",
                            "ap-east-1",
                            "ap-east-2",
                            "ap-northeast-1",
                            "ap-northeast-2",
                            "ap-northeast-3",
                            "ap-south-1",
                            "ap-south-2",
                            "ap-southeast-1",
                            "ap-southeast-2",
                            "ap-southeast-3",
                            "ap-southeast-4",
                            "ap-southeast-5",
                            "ap-southeast-6",
                            "ap-southeast-7",
                            "ca-central-1",
                            "ca-west-1",
                            "eu-central-1",
                            "eu-central-2",
                            "eu-north-1",
                            "eu-south-1",
                            "eu-south-2",
                            "eu-west-1",
                            "eu-west-2",
                            "eu-west-3",
                            "il-central-1",
                            "me-central-1",
                            "me-south-1",
                            "mx-central-1",
                            "sa-east-1",
                            "us-east-1",
                            "us-east-2",
                            "us-west-1",
                            "us-west-2"),
                    "aws-cn",
                    List.of("cn-north-1", "cn-northwest-1"),
                    "aws-us-gov",
                    List.of("us-gov-east-1", "us-gov-west-1"),
                    "aws-eusc",
                    List.of("eusc-de-east-1"),
                    "aws-iso",
                    List.of("us-iso-east-1", "us-iso-west-1"),
                    "aws-iso-b",
                    List.of("us-isob-east-1", "us-isob-west-1"),
                    "aws-iso-e",
                    List.of("eu-isoe-west-1"),
                    "aws-iso-f",
                    List.of("us-isof-east-1", "us-isof-south-1"));

    private static final SortedMap<String, String> PARTITIONS = partitions();

    private AwsRegions() {}

    /** Each region's partition, such as {@code aws-cn}. */
    public static SortedMap<String, String> partitionsByRegion() {
        return PARTITIONS;
    }

    /** {@code aws} for a region that is not known here. */
    public static String partitionOf(String region) {
        return PARTITIONS.getOrDefault(region, "aws");
    }

    private static SortedMap<String, String> partitions() {
        SortedMap<String, String> partitions = new TreeMap<>();
        BY_PARTITION.forEach((partition, regions) ->
                regions.forEach(region -> partitions.put(region, partition)));
        return Collections.unmodifiableSortedMap(partitions);
    }
}
