using 'main.bicep'

param municipality = 'smiltene'
param stage = 'prod'
param isolateStores = true
param withTeamsBot = true
param logDays = 365
param copyRegion = 'swedencentral'
// Put the application id of your own registration here (README): with this one nobody can sign in.
param signInClientId = '00000000-0000-0000-0000-000000000000'
// The ClamAV daemon, made first (README): its protocol has no password, so it stands where only the virtual network reaches it. 'none' instead is the decision to run without one.
param scannerHost = 'clamav.smiltenesnovads.lv'
// Nobody from outside: the scheduler, where there is one, answers inside the virtual network only (isolateStores).
param schedulerAllowedNetworks = []
param monthlyBudget = 60
param budgetStart = '2027-01-01'
param mailbox = 'soc.dienests@smiltenesnovads.lv'
param alertAddresses = ['soc.dienests@smiltenesnovads.lv']
// The daily walk. Make this mailbox first, one that nobody reads: everything the synthetic resident gets goes there.
param syntheticMode = 'on'
param syntheticDiscard = 'sintetika@smiltenesnovads.lv'
