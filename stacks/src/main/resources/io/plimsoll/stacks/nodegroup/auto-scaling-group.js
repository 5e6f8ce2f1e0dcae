// Completes what CloudFormation leaves open. Three custom resource types, one function:
// Custom::NodeGroupSize            answers with the size to hand to the node group
// Custom::AutoScalingGroupTags     tags the node group's Auto Scaling group
// Custom::ClosedSecurityGroup      takes the rules out of a VPC's default security group
const { EKSClient, DescribeNodegroupCommand } = require('@aws-sdk/client-eks');
const {
  AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
} = require('@aws-sdk/client-auto-scaling');

const {
  EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} = require('@aws-sdk/client-ec2');

const eks = new EKSClient({});
const autoScaling = new AutoScalingClient({});
const ec2 = new EC2Client({});

// No names where there is no such node group (yet, or any more).
async function groupNames({ ClusterName, NodeGroupName }) {
  try {
    const { nodegroup } = await eks.send(
      new DescribeNodegroupCommand({ clusterName: ClusterName, nodegroupName: NodeGroupName }),
    );
    return (nodegroup.resources?.autoScalingGroups ?? []).map(({ name }) => name);
  } catch (error) {
    if (error.name === 'ResourceNotFoundException') return [];
    throw error;
  }
}

// From the Auto Scaling group: what EKS answers lags behind the autoscaler.
async function currentSize(names) {
  if (names.length === 0) return undefined;
  const { AutoScalingGroups } = await autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: names }),
  );
  return AutoScalingGroups[0]?.DesiredCapacity;
}

// CloudFormation sends DesiredSize along with every change of a node group, so it has to be what
// the autoscaler last made it, moved into the new limits. A group under another name begins with
// as many nodes as the one that it takes the place of.
async function size(event, properties) {
  const id = `${properties.ClusterName}/${properties.NodeGroupName}/size`;
  if (event.RequestType === 'Delete') return { id };
  const current =
    (await currentSize(await groupNames(properties))) ??
    (await currentSize(await groupNames(event.OldResourceProperties ?? properties))) ??
    Number(properties.InitialDesiredSize);
  const [min, max] = [Number(properties.MinSize), Number(properties.MaxSize)];
  return { id, data: { DesiredSize: Math.min(max, Math.max(min, current)) } };
}

async function tags(event, properties) {
  const id = `${properties.ClusterName}/${properties.NodeGroupName}/tags`;
  const names = await groupNames(properties);
  if (event.RequestType === 'Delete') {
    await untag(names, properties.Tags);
    return { id };
  }
  if (names.length === 0) throw new Error(`node group ${properties.NodeGroupName} has no Auto Scaling group`);
  const kept = new Set(properties.Tags.map((tag) => tag.Key));
  const old = event.OldResourceProperties?.Tags ?? [];
  await untag(names, old.filter((tag) => !kept.has(tag.Key)));
  await inBatches(names, properties.Tags, (Tags) => new CreateOrUpdateTagsCommand({ Tags }));
  return { id, data: { AutoScalingGroupName: names[0] } };
}

const untag = (names, list) =>
  inBatches(
    names,
    list.map(({ Key }) => ({ Key })),
    (Tags) => new DeleteTagsCommand({ Tags }),
  );

// The API takes at most 25 tags a call.
async function inBatches(names, list, command) {
  for (const name of names) {
    const all = list.map((tag) => ({
      ...tag,
      ResourceId: name,
      ResourceType: 'auto-scaling-group',
      ...(tag.Value === undefined ? {} : { PropagateAtLaunch: false }),
    }));
    for (let i = 0; i < all.length; i += 25) await autoScaling.send(command(all.slice(i, i + 25)));
  }
}

// The two rules that EC2 gives it: everything from its own members, everything to anywhere.
async function close(event, { GroupId, Account }) {
  const id = `${GroupId}/closed`;
  if (event.RequestType === 'Delete') return { id };
  const all = { IpProtocol: '-1' };
  const inside = { ...all, UserIdGroupPairs: [{ GroupId, UserId: Account }] };
  const anywhere = { ...all, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  await revoke(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: [inside] }));
  await revoke(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: [anywhere] }));
  return { id };
}

async function revoke(command) {
  try {
    await ec2.send(command);
  } catch (error) {
    if (error.name !== 'InvalidPermission.NotFound') throw error;
  }
}

async function respond(event, answer) {
  const body = {
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    PhysicalResourceId: answer.id ?? event.PhysicalResourceId ?? event.LogicalResourceId,
    Status: answer.reason === undefined ? 'SUCCESS' : 'FAILED',
    Reason: answer.reason,
    Data: answer.data,
  };
  // Bytes, not a string: a content type would break the signature of the address.
  const sent = await fetch(event.ResponseURL, {
    method: 'PUT',
    body: Buffer.from(JSON.stringify(body)),
  });
  if (!sent.ok) throw new Error(`CloudFormation did not take the answer: ${sent.status}`);
}

exports.handler = async (event) => {
  const act = {
    'Custom::NodeGroupSize': size,
    'Custom::AutoScalingGroupTags': tags,
    'Custom::ClosedSecurityGroup': close,
  };
  let answer;
  try {
    answer = await act[event.ResourceType](event, event.ResourceProperties);
  } catch (error) {
    console.error(error);
    answer = { reason: `${error.name}: ${error.message}` };
  }
  await respond(event, answer);
};
