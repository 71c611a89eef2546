using 'main.bicep'

param municipality = 'smiltene'
param stage = 'prod'
param isolateStores = true
param withTeamsBot = true
param logDays = 365
param monthlyBudget = 60
param budgetStart = '2027-01-01'
param alertAddresses = ['soc.dienests@smiltenesnovads.lv']
