// Runs the function against AWS clients that answer from a table and write down what they are asked.
// argv: path of the function's source, JSON {event, groups, sizes}; prints {calls, answer}.
const Module = require('module');
const [, , source, input] = process.argv;
const { event, nodeGroups, sizes } = JSON.parse(input);
const calls = [];

class Client {
  async send({ name, input }) {
    calls.push({ name, input });
    if (name === 'DescribeNodegroup') {
      const group = nodeGroups[input.nodegroupName];
      if (group === 'denied') throw Object.assign(new Error('no'), { name: 'AccessDeniedException' });
      if (!group) throw Object.assign(new Error('none'), { name: 'ResourceNotFoundException' });
      return { nodegroup: { resources: { autoScalingGroups: [{ name: group }] } } };
    }
    if (name === 'DescribeAutoScalingGroups') {
      return {
        AutoScalingGroups: input.AutoScalingGroupNames.map((group) => ({
          DesiredCapacity: sizes[group],
        })),
      };
    }
    if (name === 'RevokeSecurityGroupEgress' && sizes.closed) {
      throw Object.assign(new Error('gone'), { name: 'InvalidPermission.NotFound' });
    }
    return {};
  }
}

const command = (name) =>
  class {
    constructor(input) {
      Object.assign(this, { name, input });
    }
  };
const sdk = {
  '@aws-sdk/client-ec2': {
    EC2Client: Client,
    RevokeSecurityGroupEgressCommand: command('RevokeSecurityGroupEgress'),
    RevokeSecurityGroupIngressCommand: command('RevokeSecurityGroupIngress'),
  },
  '@aws-sdk/client-eks': { EKSClient: Client, DescribeNodegroupCommand: command('DescribeNodegroup') },
  '@aws-sdk/client-auto-scaling': {
    AutoScalingClient: Client,
    CreateOrUpdateTagsCommand: command('CreateOrUpdateTags'),
    DeleteTagsCommand: command('DeleteTags'),
    DescribeAutoScalingGroupsCommand: command('DescribeAutoScalingGroups'),
  },
};
const load = Module._load;
Module._load = (name, ...rest) => sdk[name] ?? load(name, ...rest);
console.error = () => {};

let answer;
global.fetch = async (url, request) => {
  answer = { url, method: request.method, ...JSON.parse(request.body) };
  return { ok: true };
};
require(source)
  .handler(event)
  .then(() => console.log(JSON.stringify({ calls, answer })));
