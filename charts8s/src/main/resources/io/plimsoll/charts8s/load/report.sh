#!/bin/sh
# Keeps what came of a run of fortio in its profile's ConfigMap, which outlives pod and Job, and
# fails if more of the requests did than may.
set -eu

result=$(awk -v most="$FAILED_AT_MOST" -v ended="$(date -u +%Y-%m-%dT%H:%M:%SZ)" '
  { gsub(/[",]/, "") }
  $1 == "ActualQPS:" { rate = $2 }
  $1 == "Percentile:" { at = $2 }
  $1 == "Value:" && !(at in millis) { millis[at] = sprintf("%.1f", $2 * 1000) }
  codes && $1 == "}" { codes = 0 }
  codes {
    requests += $2
    if ($1 + 0 < 200 || $1 + 0 >= 400) failed += $2
  }
  $1 == "RetCodes:" && $2 == "{" { codes = 1 }
  END {
    outcome = requests > 0 && failed / requests <= most ? "passed" : "failed"
    printf "{\"data\":{\"ended\":\"%s\",\"failed\":\"%d\",\"outcome\":\"%s\",", ended, failed, outcome
    printf "\"p50Millis\":\"%s\",\"p95Millis\":\"%s\",\"p99Millis\":\"%s\",", millis[50], millis[95], millis[99]
    printf "\"perSecond\":\"%.1f\",\"requests\":\"%d\"}}\n", rate, requests
  }' "$RESULT")
echo "$result"

curl --silent --show-error --fail-with-body --retry 5 --retry-all-errors \
  --cacert "$ACCOUNT/ca.crt" --oauth2-bearer "$(cat "$ACCOUNT/token")" \
  --request PATCH --header 'Content-Type: application/merge-patch+json' --data "$result" \
  "https://kubernetes.default.svc/api/v1/namespaces/$(cat "$ACCOUNT/namespace")/configmaps/load-result-$PROFILE"

case $result in
  *'"outcome":"passed"'*) ;;
  *) exit 1 ;;
esac
