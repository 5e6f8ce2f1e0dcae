package io.plimsoll.charts8s.load;

/** What k6 runs: as many requests a second as the profile says, whatever the answers take. */
final class LoadScript {

    static final String FILE = "load.js";

    static final String TEXT =
            """
            import http from 'k6/http';

            export const options = {
              discardResponseBodies: true,
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
            };

            export default function () {
              http.get(__ENV.URL);
            }
            """;

    private LoadScript() {}
}
