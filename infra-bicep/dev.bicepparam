using 'main.bicep'

param municipality = 'smiltene'
param stage = 'dev'
// Put the application id of your own registration here (README): with this one nobody can sign in.
param signInClientId = '00000000-0000-0000-0000-000000000000'
// No scanner: every message with a file waits. Name the host of a ClamAV daemon to try files.
param scannerHost = 'none'
// Counts with taskHubBackend = 'DurableTaskScheduler' only: every network, since the app has no fixed address. The identity is needed from each.
param schedulerAllowedNetworks = ['0.0.0.0/0']
param monthlyBudget = 20
param budgetStart = '2027-01-01'
param mailbox = 'soc.dienests@smiltenesnovads.lv'
param allowedRecipients = '@smiltenesnovads.lv'
param alertAddresses = ['soc.dienests@smiltenesnovads.lv']
