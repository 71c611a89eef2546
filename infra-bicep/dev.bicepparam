using 'main.bicep'

param municipality = 'smiltene'
param stage = 'dev'
// Put the application id of your own registration here (README): with this one nobody can sign in.
param signInClientId = '00000000-0000-0000-0000-000000000000'
param monthlyBudget = 20
param budgetStart = '2027-01-01'
param mailbox = 'soc.dienests@smiltenesnovads.lv'
param allowedRecipients = '@smiltenesnovads.lv'
param alertAddresses = ['soc.dienests@smiltenesnovads.lv']
