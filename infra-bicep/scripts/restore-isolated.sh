#!/usr/bin/env bash
# Restores the copy into a new installation whose stores answer only inside its virtual network (isolateStores): a machine there runs restore-account. Nothing is opened to the internet.
#   infra-bicep/scripts/restore-isolated.sh prepare RESOURCE_GROUP COPY_ACCOUNT_ID    private endpoints of the copy, a subnet and a machine without a public address
#   infra-bicep/scripts/restore-isolated.sh run     RESOURCE_GROUP COPY_ACCOUNT_ID [--even-unfinished]    the restore; again after a break
#   infra-bicep/scripts/restore-isolated.sh remove  RESOURCE_GROUP COPY_ACCOUNT_ID    takes the machine and the endpoints away
# RESOURCE_GROUP is the new one: main.bicep was deployed there with isolateStores, the package was put in (workflow deploy), the two keys are in its vault, and the app is stopped.
# Never run against a real subscription.
set -euo pipefail
if [ $# -lt 3 ] || [ $# -gt 4 ] || { [ $# -eq 4 ] && [ "$1 $4" != "run --even-unfinished" ]; } || ! [[ "$1" =~ ^(prepare|run|remove)$ ]] || ! [[ "$3" =~ ^/subscriptions/.+/storageAccounts/[a-z0-9]{3,24}$ ]]; then
  sed -n '2,6p' "$0" | cut -c3- >&2
  exit 2
fi
todo=$1 group=$2 copy_id=$3
copy=${copy_id##*/}
one() { az resource list --resource-group "$group" --resource-type "$1" --query "[?starts_with(name, '$2')].$3 | [0]" --output tsv; }
location=$(az group show --name "$group" --query location --output tsv)
vnet=$(one Microsoft.Network/virtualNetworks vnet- name)
identity=$(one Microsoft.ManagedIdentity/userAssignedIdentities id- id)
client=$(az identity show --ids "$identity" --query clientId --output tsv)

case $todo in
  prepare)
    principal=$(az identity show --ids "$identity" --query principalId --output tsv)
    for role in "Storage Blob Data Contributor" "Storage Table Data Contributor"; do
      az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal --role "$role" --scope "$copy_id" --output none
    done
    for part in blob table; do
      az network private-endpoint create --resource-group "$group" --location "$location" --name "pe-restore-$part" --vnet-name "$vnet" --subnet stores \
        --private-connection-resource-id "$copy_id" --group-id "$part" --connection-name "restore-$part" --output none
      az network private-endpoint dns-zone-group create --resource-group "$group" --endpoint-name "pe-restore-$part" --name default \
        --private-dns-zone "privatelink.$part.core.windows.net" --zone-name "$part" --output none
    done
    az network vnet subnet create --resource-group "$group" --vnet-name "$vnet" --name restore --address-prefixes 10.60.0.128/27 --output none
    az vm create --resource-group "$group" --location "$location" --name vm-restore --image Ubuntu2404 --size Standard_B2s --vnet-name "$vnet" --subnet restore --public-ip-address "" --nsg "" \
      --assign-identity "$identity" --admin-username restore --generate-ssh-keys --output none
    ;;
  run)
    host=$(one Microsoft.Storage/storageAccounts host name)
    cases=$(one Microsoft.Storage/storageAccounts case name)
    vault=$(one Microsoft.KeyVault/vaults kv- name)
    # Tokens and keys stay on the machine; only what restore-account says comes back.
    az vm run-command invoke --resource-group "$group" --name vm-restore --command-id RunShellScript --query 'value[0].message' --output tsv \
      --parameters "$host" "$cases" "$vault" "$client" "$copy" "${@:4}" --scripts '
        set -eu
        token() { curl -fsS -H Metadata:true "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&client_id=$2&resource=$1" | python3 -c "import json,sys; print(json.load(sys.stdin)[\"access_token\"])"; }
        secret() { curl -fsS -H "Authorization: Bearer $(token https://vault.azure.net "$2")" "https://$1.vault.azure.net/secrets/$3?api-version=7.4" | python3 -c "import json,sys; print(json.load(sys.stdin)[\"value\"])"; }
        umask 077; mkdir -p /root/restore; cd /root/restore
        curl -fsS -o app.zip -H "x-ms-version: 2023-11-03" -H "Authorization: Bearer $(token https://storage.azure.com/ "$4")" "https://$1.blob.core.windows.net/deployments/released-package.zip"
        python3 -m zipfile -e app.zip app; chmod +x app/SocialWorkflows.Functions
        export Stores__CaseAccount="$2" StoresCopy__Account="$5" Stores__IdentityClientId="$4"
        Stores__PersonLookupKey=$(secret "$3" "$4" person-lookup-key); Stores__CaseAddressKey=$(secret "$3" "$4" case-address-key)
        export Stores__PersonLookupKey Stores__CaseAddressKey
        app/SocialWorkflows.Functions restore-account ${6:-} 2>&1'
    ;;
  remove)
    az vm delete --resource-group "$group" --name vm-restore --yes --output none
    for part in blob table; do
      az network private-endpoint delete --resource-group "$group" --name "pe-restore-$part" --output none
    done
    az network vnet subnet delete --resource-group "$group" --vnet-name "$vnet" --name restore --output none
    ;;
esac
