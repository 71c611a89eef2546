#!/usr/bin/env bash
# Locks the immutability policy of the anchors' container: from then on nobody can change or delete an anchor before its term, nor shorten the term, nor undo this. Look at the days first.
#   infra-bicep/scripts/lock-anchors.sh RESOURCE_GROUP ACCOUNT DAYS      DAYS: the term you expect; another one is refused
# Needs the role Storage Account Contributor; the app's own identity cannot do it.
set -euo pipefail
if [ $# -ne 3 ] || ! [[ "$3" =~ ^[0-9]{2,6}$ ]]; then
  sed -n '2,4p' "$0" | cut -c3- >&2
  exit 2
fi
where=(--resource-group "$1" --account-name "$2" --container-name anchors)
read -r days state etag < <(az storage container immutability-policy show "${where[@]}" --query '[immutabilityPeriodSinceCreationInDays, state, etag]' --output tsv | tr '\n' ' ')
if [ "$state" = Locked ]; then
  echo "It is locked already, for $days days."
  exit 0
fi
[ "$days" = "$3" ] || { echo "lock-anchors.sh: the policy says $days days, not $3. Deploy the right anchorYears first; a locked term can only be made longer." >&2; exit 1; }
az storage container immutability-policy lock "${where[@]}" --if-match "$etag" --output table
