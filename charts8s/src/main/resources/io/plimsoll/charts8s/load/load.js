import http from 'k6/http';

const token = open(`${__ENV.ACCOUNT}/token`);
const namespace = open(`${__ENV.ACCOUNT}/namespace`);
const failedAtMost = Number(__ENV.FAILED_AT_MOST);

export const options = {
  discardResponseBodies: true,
  summaryTrendStats: ['p(50)', 'p(95)', 'p(99)'],
  scenarios: {
    load: {
      executor: 'constant-arrival-rate',
      rate: Number(__ENV.QPS),
      timeUnit: '1s',
      duration: __ENV.DURATION,
      preAllocatedVUs: Number(__ENV.CONNECTIONS),
      maxVUs: Number(__ENV.CONNECTIONS),
    },
  },
  // Crossed, they end k6 with an exit code that fails the Job.
  thresholds: {
    http_req_failed: [`rate<=${failedAtMost}`],
    http_reqs: ['count>0'],
  },
};

export default function () {
  http.get(__ENV.URL);
}

/** Keeps the result in the profile's ConfigMap, which outlives pod and Job. */
export function handleSummary({ metrics }) {
  const values = (metric, none) => (metrics[metric] ? metrics[metric].values : none);
  const requests = values('http_reqs', { count: 0, rate: 0 });
  const failed = values('http_req_failed', { passes: 0 }).passes;
  const times = values('http_req_duration', {});
  const result = {
    ended: new Date().toISOString(),
    failed: String(failed),
    outcome: requests.count > 0 && failed / requests.count <= failedAtMost ? 'passed' : 'failed',
    p50Millis: (times['p(50)'] || 0).toFixed(1),
    p95Millis: (times['p(95)'] || 0).toFixed(1),
    p99Millis: (times['p(99)'] || 0).toFixed(1),
    perSecond: requests.rate.toFixed(1),
    requests: String(requests.count),
  };
  const name = `load-result-${__ENV.PROFILE}`;
  const answer = http.patch(
    `https://kubernetes.default.svc/api/v1/namespaces/${namespace}/configmaps/${name}`,
    JSON.stringify({ data: result }),
    {
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/merge-patch+json',
      },
    },
  );
  if (answer.status !== 200) {
    console.error(`ConfigMap ${name} does not take the result: HTTP ${answer.status}`);
  }
  return { stdout: `${JSON.stringify(result)}\n` };
}
