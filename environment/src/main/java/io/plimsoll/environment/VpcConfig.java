package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/**
 * The network: a new one, or one that is there. In the file, {@code import} or {@code lookup} tells
 * which.
 */
public sealed interface VpcConfig {

    /** Zones by full name, such as {@code us-west-1a}; at least two, as EKS asks. */
    List<String> availabilityZones();

    /** A network that the stack makes. */
    record New(
            @JsonProperty(defaultValue = "10.0.0.0/16")
                    @JsonPropertyDescription("IPv4 block of the new VPC, /16 to /24.")
                    @Pattern(
                            regexp = Syntax.BLOCK,
                            message = "an IPv4 block from /16 to /24 such as 10.0.0.0/16")
                    String cidr,
            @JsonPropertyDescription(
                            "Zones by full name, at least two; two of the region if left out.")
                    @Size(min = 2, max = 6)
                    List<@Pattern(regexp = ZONE, message = ZONE_RULE) String> availabilityZones,
            @JsonProperty(defaultValue = "1")
                    @JsonPropertyDescription(
                            "NAT gateways, at most one a zone; 0 leaves private nodes without a way out, so that it needs endpoints.")
                    @Min(0)
                    @Max(6)
                    int natGateways,
            @JsonUnwrapped PrivateAccess privateAccess,
            @JsonPropertyDescription(
                            "A second IPv4 block, /16 to /24, that pods take their addresses from (custom networking of the VPC CNI), such as 100.64.0.0/16.")
                    Optional<
                                    @Pattern(
                                            regexp = Syntax.BLOCK,
                                            message =
                                                    "an IPv4 block from /16 to /24 such as 100.64.0.0/16")
                                    String>
                            podCidr)
            implements VpcConfig {
        public New {
            availabilityZones = List.copyOf(availabilityZones);
        }

        /** Prefix length of the largest block that a VPC can have. */
        private static final int LARGEST = 16;

        /** Zones that the block has room for, whether they are used or not. */
        public int reservedZones() {
            return prefix() == 24 ? 4 : 6;
        }

        /**
         * Prefix length of a zone's private subnet. It depends on the block alone, as do the places
         * of the subnets in it: zones that come later leave those that are there alone.
         */
        public int privatePrefix() {
            return prefix() + 3;
        }

        /** Prefix length of a zone's public subnet; 28 is the longest that AWS allows. */
        public int publicPrefix() {
            return Math.min(28, prefix() + 8);
        }

        private int prefix() {
            return Ipv4Block.parse(cidr).map(Ipv4Block::prefix).orElse(LARGEST);
        }
    }

    /** A network that is there already; named by its attributes, so that synthesis asks nobody. */
    record Imported(
            @JsonProperty(value = "import", required = true)
                    @JsonPropertyDescription("Id of the VPC to use.")
                    @Pattern(regexp = VPC_ID, message = VPC_ID_RULE)
                    String id,
            @JsonPropertyDescription("Zones of the subnets, at least two.") @Size(min = 2, max = 6)
                    List<@Pattern(regexp = ZONE, message = ZONE_RULE) String> availabilityZones,
            @JsonProperty(required = true)
                    @JsonPropertyDescription("Private subnets, one a zone, in the zones' order.")
                    @Size(min = 2)
                    List<
                                    @Pattern(
                                            regexp = "subnet-([0-9a-f]{8}|[0-9a-f]{17})",
                                            message = "an id such as subnet-0a1b2c3d")
                                    String>
                            privateSubnetIds)
            implements VpcConfig {
        public Imported {
            availabilityZones = List.copyOf(availabilityZones);
            privateSubnetIds = List.copyOf(privateSubnetIds);
        }
    }

    /**
     * A network that is there already; the CDK CLI asks AWS for its subnets, once, and keeps the
     * answer.
     */
    record LookedUp(
            @JsonProperty(value = "lookup", required = true)
                    @JsonPropertyDescription(
                            "Id of the VPC to use; npx cdk synth asks AWS for its subnets and keeps the answer in cdk.context.json.")
                    @Pattern(regexp = VPC_ID, message = VPC_ID_RULE)
                    String id,
            @JsonPropertyDescription(
                            "Zones of its private subnets, at least two; two of the region if left out.")
                    @Size(min = 2, max = 6)
                    List<@Pattern(regexp = ZONE, message = ZONE_RULE) String> availabilityZones)
            implements VpcConfig {
        public LookedUp {
            availabilityZones = List.copyOf(availabilityZones);
        }
    }

    /** What is reached without leaving AWS's network. */
    record PrivateAccess(
            @JsonProperty(defaultValue = "false")
                    @JsonPropertyDescription(
                            "Endpoints for the AWS services that nodes and the autoscaler call, so that they need no way out.")
                    boolean endpoints,
            @JsonProperty(defaultValue = "[]")
                    @JsonPropertyDescription(
                            "Endpoint services of others that get an endpoint with their private DNS names, such as Konnect's for its region.")
                    List<
                                    @Pattern(
                                            regexp =
                                                    "com\\.amazonaws\\.vpce\\.[a-z0-9-]+\\.vpce-svc-[0-9a-f]{8,17}",
                                            message =
                                                    "a service's name such as com.amazonaws.vpce.eu-central-1.vpce-svc-0a1b2c3d4e5f60718")
                                    String>
                            privateLinks) {
        public PrivateAccess {
            privateLinks = List.copyOf(privateLinks);
        }
    }

    /** What a VPC's id looks like. */
    String VPC_ID = "vpc-([0-9a-f]{8}|[0-9a-f]{17})";

    /** {@link #VPC_ID} in words. */
    String VPC_ID_RULE = "an id such as vpc-0a1b2c3d";

    /** What a zone's name looks like. */
    String ZONE = "[a-z]{2,4}(-[a-z0-9]+)+-\\d+[a-f]";

    /** {@link #ZONE} in words. */
    String ZONE_RULE = "a zone such as us-west-1a";
}
