# Gives the app's identity the right to read and send in one mailbox and in no other (RBAC for Applications in Exchange Online).
# https://learn.microsoft.com/exchange/permissions-exo/application-rbac
# Do not also consent to Mail.* for the identity in Entra ID: that right would be tenant-wide, and the two add up.
# Run as an Exchange administrator after Connect-ExchangeOnline. It can take two hours until the right works.
param(
    # Output identityClientId of the deployment.
    [Parameter(Mandatory)] [guid] $ClientId,
    # Object id of the identity's service principal: output identityPrincipalId.
    [Parameter(Mandatory)] [guid] $PrincipalId,
    # For example soc.dienests@novads.lv
    [Parameter(Mandatory)] [string] $Mailbox
)
$ErrorActionPreference = 'Stop'

$name = 'socialworkflows'
if (-not (Get-ServicePrincipal -Identity $PrincipalId -ErrorAction SilentlyContinue)) {
    New-ServicePrincipal -AppId $ClientId -ObjectId $PrincipalId -DisplayName $name | Out-Null
}

$filter = "PrimarySmtpAddress -eq '$Mailbox'"
if (Get-ManagementScope -Identity $name -ErrorAction SilentlyContinue) {
    Set-ManagementScope -Identity $name -RecipientRestrictionFilter $filter
}
else {
    New-ManagementScope -Name $name -RecipientRestrictionFilter $filter | Out-Null
}

foreach ($role in 'Application Mail.ReadWrite', 'Application Mail.Send') {
    $assignment = "$name $role"
    if (-not (Get-ManagementRoleAssignment -Identity $assignment -ErrorAction SilentlyContinue)) {
        New-ManagementRoleAssignment -Name $assignment -App $PrincipalId -Role $role -CustomResourceScope $name | Out-Null
    }
}

Test-ServicePrincipalAuthorization -Identity $PrincipalId -Resource $Mailbox | Format-Table RoleName, InScope
