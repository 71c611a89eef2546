#!/usr/bin/env bash
# Gives the app's identity the right to read whether accounts are there and enabled (Microsoft Graph, application permission User.Read.All),
# for Duty__Entra__IsOn. Run by a Privileged Role Administrator after `az login`. It may take an hour until a running app has it.
# https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignments
# usage: account-access.sh PRINCIPAL_ID     (output identityPrincipalId of the deployment)
set -euo pipefail
principal=${1:?usage: account-access.sh PRINCIPAL_ID}
graph_app=00000003-0000-0000-c000-000000000000

graph=$(az ad sp show --id "$graph_app" --query id --output tsv)
role=$(az ad sp show --id "$graph_app" --query "appRoles[?value=='User.Read.All' && contains(allowedMemberTypes, 'Application')].id | [0]" --output tsv)
[[ -n $role ]] || { echo "Microsoft Graph names no application permission User.Read.All here." >&2; exit 1; }

held=$(az rest --method get --url "https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignments" --query "value[?appRoleId=='$role'] | length(@)" --output tsv)
if [[ $held != 0 ]]; then
    echo "The identity has it already."
    exit 0
fi

az rest --method post --url "https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignments" \
    --body "{\"principalId\":\"$principal\",\"resourceId\":\"$graph\",\"appRoleId\":\"$role\"}" --output none
echo "The identity may read accounts now."
