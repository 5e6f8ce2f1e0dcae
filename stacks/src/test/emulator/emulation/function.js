// Runs a Lambda function once, the event on stdin: node function.js SOURCE DOOR/REGION < event
const Module = require('module');
const { readFileSync } = require('fs');
const [, , source, door] = process.argv;

// In place of the AWS SDK, which Lambda brings along: each call goes through the emulator's door.
function sdk(service) {
  class Client {
    async send({ operation, input }) {
      const response = await fetch(`${door}/${service}/${operation}`, {
        method: 'POST',
        body: JSON.stringify(input),
      });
      const answer = await response.json();
      if (!response.ok) throw Object.assign(new Error(answer.message), { name: answer.name });
      return answer;
    }
  }
  const command = (operation) =>
    class {
      constructor(input) {
        Object.assign(this, { operation, input });
      }
    };
  return new Proxy(
    {},
    { get: (_, name) => (name.endsWith('Command') ? command(name.slice(0, -'Command'.length)) : Client) },
  );
}

const load = Module._load;
Module._load = (name, ...rest) => {
  const client = /^@aws-sdk\/client-(.+)$/.exec(name);
  return client ? sdk(client[1].replaceAll('-', '')) : load(name, ...rest);
};
require(source).handler(JSON.parse(readFileSync(0, 'utf8')));
