using 'main.bicep'

param municipality = 'smiltene'
param stage = 'dev'
param monthlyBudget = 20
param budgetStart = '2027-01-01'
param alertAddresses = ['soc.dienests@smiltenesnovads.lv']
