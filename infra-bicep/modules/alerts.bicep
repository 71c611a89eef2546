// Who is told, and when. Each rule reads the lines "Figures of …" that the app writes into its log every five minutes: docs/telemetry.md.
param stem string
param location string
param workspaceId string
param alertAddresses array

var figures = 'AppTraces | where Message has "Figures of" '
var rules = [
  {
    name: 'silent-app'
    says: 'No figures for half an hour: the app does not run, or cannot read its stores.'
    severity: 1
    query: '${figures}| summarize lines = count() | where lines == 0'
  }
  {
    name: 'mail-not-read'
    says: 'The mailbox was not looked through for more than an hour: mail waits there.'
    severity: 1
    query: '${figures}| parse Message with * "ageSeconds=" figure:long * | where figure > 3600'
  }
  {
    name: 'overdue'
    says: 'A case is past its day.'
    severity: 1
    query: '${figures}| parse Message with * "overdue=" figure:long * | where figure > 0'
  }
  {
    name: 'intake-stuck'
    says: 'A message waits for more than an hour to be filed.'
    severity: 2
    query: '${figures}| parse Message with * "oldestPendingSeconds=" figure:long * | where figure > 3600'
  }
  {
    name: 'review-old'
    says: 'A message waits for more than two days for a person on the review list.'
    severity: 2
    query: '${figures}| parse Message with * "oldestInReviewSeconds=" figure:long * | where figure > 172800'
  }
  {
    name: 'mail-not-sent'
    says: 'A mail waits for more than an hour to leave.'
    severity: 2
    query: '${figures}| parse Message with * "oldestMailSeconds=" figure:long * | where figure > 3600'
  }
  {
    name: 'mail-unknown'
    says: 'Of a mail nobody knows whether it left; a person has to look.'
    severity: 2
    query: '${figures}| parse Message with * "mailUnknown=" figure:long * | where figure > 0'
  }
  {
    name: 'instance-failed'
    says: 'An orchestration failed and a case stands still.'
    severity: 1
    query: '${figures}| where Message has "instance-failed:"'
  }
  {
    name: 'self-check'
    says: 'Stored data are not what the journal says: changed, lost or damaged.'
    severity: 1
    query: '${figures}| parse Message with * "selfCheckFindings=" figure:long * | where figure > 0'
  }
  {
    name: 'copy-old'
    says: 'The copy of the cases in the other account is more than two days old.'
    severity: 2
    query: '${figures}| parse Message with * "copyAgeSeconds=" figure:long * | where figure > 172800'
  }
  {
    name: 'copy-held'
    says: 'No copy is made: stored data were lost or changed, and the copy is kept as it is.'
    severity: 1
    query: '${figures}| where Message has "copyHeld=True"'
  }
  {
    name: 'synthetic-late'
    says: 'The invented application of the day does not come through; those of residents may stand still at the same step.'
    severity: 2
    query: '${figures}| where Message has "late=True"'
  }
  {
    name: 'seal-ends'
    says: 'The certificate that seals letters ends soon.'
    severity: 3
    query: '${figures}| where Message has "seal-ends:"'
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${stem}'
  location: 'global'
  properties: {
    groupShortName: 'socialwork'
    enabled: true
    emailReceivers: [for (address, index) in alertAddresses: {
      name: 'person-${index}'
      emailAddress: address
      useCommonAlertSchema: true
    }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in rules: {
  name: 'alert-${stem}-${rule.name}'
  location: location
  properties: {
    displayName: rule.name
    description: rule.says
    severity: rule.severity
    enabled: true
    scopes: [
      workspaceId
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}]
