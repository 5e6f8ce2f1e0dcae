package io.plimsoll.stacks.network;

import io.plimsoll.environment.Ipv4Block;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.ec2.CfnSubnet;
import software.amazon.awscdk.services.ec2.CfnSubnetRouteTableAssociation;
import software.amazon.awscdk.services.ec2.CfnVPCCidrBlock;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.constructs.Construct;

/** A subnet for pods in each zone, out of a second block of the VPC, with the nodes' routes. */
final class PodSubnets extends Construct {

    /** Each zone has an eighth of the block, whether there are two or six. */
    private static final int SHARE_BITS = 3;

    private final SortedMap<String, String> idByZone = new TreeMap<>();

    PodSubnets(NetworkStack scope, IVpc vpc, String cidr) {
        super(scope, "Pods");
        CfnVPCCidrBlock block =
                CfnVPCCidrBlock.Builder.create(this, "Block")
                        .vpcId(vpc.getVpcId())
                        .cidrBlock(cidr)
                        .build();
        Ipv4Block whole = Ipv4Block.parse(cidr).orElseThrow();
        List<ISubnet> nodes = vpc.selectSubnets(new NodeSubnets(vpc).selection()).getSubnets();
        for (int i = 0; i < nodes.size(); i++) {
            ISubnet beside = nodes.get(i);
            CfnSubnet subnet =
                    CfnSubnet.Builder.create(this, "Subnet" + (i + 1))
                            .vpcId(vpc.getVpcId())
                            .availabilityZone(beside.getAvailabilityZone())
                            .cidrBlock(whole.part(SHARE_BITS, i).toString())
                            .build();
            subnet.getNode().addDependency(block);
            acceptSecondBlock(subnet);
            Tags.of(subnet).add("Name", "%s/pods%d".formatted(scope.getStackName(), i + 1));
            CfnSubnetRouteTableAssociation.Builder.create(this, "Routes" + (i + 1))
                    .subnetId(subnet.getRef())
                    .routeTableId(beside.getRouteTable().getRouteTableId())
                    .build();
            idByZone.put(beside.getAvailabilityZone(), subnet.getRef());
        }
    }

    /** The rule knows the VPC's first block alone. */
    private static void acceptSecondBlock(CfnSubnet subnet) {
        Validations.of(subnet)
                .acknowledge(
                        Acknowledgment.builder()
                                .id("CloudFormation-Validate::E3059")
                                .reason("The subnet lies in the VPC's second block.")
                                .build());
        subnet.addMetadata(
                "cfn-lint", Map.of("config", Map.of("ignore_checks", List.of("E3059", "W3010"))));
        Validations.of(subnet)
                .acknowledge(
                        Acknowledgment.builder()
                                .id("CloudFormation-Validate::W3010")
                                .reason("The environment names its zones.")
                                .build());
    }

    SortedMap<String, String> idByZone() {
        return Collections.unmodifiableSortedMap(idByZone);
    }
}
