#!/usr/bin/env bash
# Keeps every document of the installation from being deleted, by anybody, while a court or an audit needs them; or lifts that again.
#   infra-bicep/scripts/legal-hold.sh set|clear ACCOUNT TAG      TAG: 3 to 23 lower-case letters and digits, such as the number of the lawsuit
# It holds files only: journals and messages are in tables. Set Retention__LegalHold=true (parameter legalHold of main.bicep) FIRST, so that nothing is destroyed at all. A single case is held on the destruction list instead.
# Needs the role Storage Account Contributor on the account: the app's own identity cannot set or lift it.
set -euo pipefail
if [ $# -ne 3 ] || { [ "$1" != set ] && [ "$1" != clear ]; } || ! [[ "$3" =~ ^[a-z0-9]{3,23}$ ]]; then
  sed -n '2,5p' "$0" | cut -c3- >&2
  exit 2
fi
# Not dispatch and e-address: the app writes there anew by deleting, and notices would stand still under a hold.
az storage container legal-hold "$1" --account-name "$2" --container-name documents --tags "$3" --output table
