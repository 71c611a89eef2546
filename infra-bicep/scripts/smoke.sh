#!/usr/bin/env bash
# Waits until an app that was just deployed says that it is ready and of which commit it is: three times in a row, since instances are replaced one by one.
#   infra-bicep/scripts/smoke.sh ADDRESS COMMIT [SECONDS]     such as https://app.azurewebsites.net; 40 hex digits; how long it is tried, 600 unless told
# Exit codes: 0 ready and of that commit, 1 not in time (the last line on standard error says what was answered instead), 2 wrong arguments.
set -euo pipefail
if [ $# -lt 2 ] || [ $# -gt 3 ] || ! [[ "$1" =~ ^(https://|http://127\.0\.0\.1:)[^/]+$ ]] || ! [[ "$2" =~ ^[0-9a-f]{40}$ ]] || ! [[ "${3:-600}" =~ ^[1-9][0-9]{0,3}$ ]]; then
  sed -n '2,4p' "$0" | cut -c3- >&2
  exit 2
fi
address=$1 commit=$2 limit=${3:-600} wanted=3
# On the hosted runner this begins a message that stands on the run's page.
mark=${GITHUB_ACTIONS:+::error::}
answer=$(mktemp)
trap 'rm -f "$answer" "$answer.err"' EXIT

good=0 last='nothing was asked'
while [ "$SECONDS" -lt "$limit" ]; do
  # What cannot be reached is 000 and its reason.
  code=$(curl --silent --show-error --max-time 10 --output "$answer" --write-out '%{http_code}' "$address/health/ready" 2> "$answer.err") || true
  said=$(head -c 300 "$answer" | tr -d '\r\n')
  if [ "$code" != 200 ]; then
    good=0 last="HTTP $code: $said$(head -c 300 "$answer.err" | tr -d '\r\n')"
  elif [[ "$said" != *"\"version\":\"$commit\""* ]]; then
    good=0 last="it is ready, but of another version: $said"
  else
    good=$((good + 1))
    if [ "$good" -eq "$wanted" ]; then
      echo "$address is ready and of commit $commit."
      exit 0
    fi
  fi
  : > "$answer"
  sleep 1
done
echo "${mark}$address was not ready with commit $commit within $limit seconds. Last answer: $last" >&2
exit 1
