using System.Text.RegularExpressions;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.Infrastructure;

public sealed partial class BicepLintTests
{
    private static readonly string Infrastructure = Path.Combine(Repository.Root, "infra-bicep");

    /// <summary>No types of these can be had here: the compiler on the hosted runner is their only check.</summary>
    private static readonly string[] Unchecked =
    [
        "Microsoft.Authorization/locks@2020-05-01",
        "Microsoft.Authorization/roleAssignments@2022-04-01",
        "Microsoft.Insights/actionGroups@2023-01-01",
        "Microsoft.Insights/components@2020-02-02",
        "Microsoft.Insights/diagnosticSettings@2021-05-01-preview",
        "Microsoft.Insights/scheduledQueryRules@2023-12-01",
        "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01",
        "Microsoft.Network/privateDnsZones@2024-06-01",
        "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01",
        "Microsoft.Network/privateEndpoints@2025-05-01",
        "Microsoft.Network/virtualNetworks@2025-05-01",
    ];

    /// <summary>File, what stands there, what a slip makes of it, and words of the complaint: found without Azure's types.</summary>
    public static TheoryData<string, string, string, string> Slips => new()
    {
        { "modules/host-storage.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true", "must have properties.allowSharedKeyAccess: false" },
        { "modules/vault.bicep", "enablePurgeProtection: true", "enablePurgeProtection: false", "must have properties.enablePurgeProtection: true" },
        { "modules/app.bicep", "serverFarmId: plan.id", "serverFarmId: plane.id", "'plane' is not declared" },
        { "modules/app.bicep", "httpsOnly: true", "httpsOnly: false", "must have properties.httpsOnly: true" },
        { "modules/app.bicep", "AZURE_CLIENT_ID: identityClientId", "KEY: listKeys(name, '2025-08-01').keys[0].value", "reads a key" },
        { "modules/app.bicep", "'managedidentity'", "'AccountKey=c2VjcmV0'", "holds a secret" },
        { "modules/identity.bicep", "location: location", "location: location }", "is not understood" },
        { "modules/scheduler.bicep", "param taskHubName string", "param taskHubName string\nparam spare string", "'spare' is never used" },
        { "main.bicep", "identity.outputs.clientId", "identity.outputs.clientID", "has no output 'clientID'" },
        { "main.bicep", "    logDays: logDays", "", "needs the parameter 'logDays'" },
        { "main.bicep", "modules/vault.bicep", "modules/vaults.bicep", "does not exist" },
        { "main.bicep", "    monthlyBudget: monthlyBudget", "    monthlyBudget: monthlyBudget\n    yearlyBudget: 1", "has no parameter 'yearlyBudget'" },
        { "prod.bicepparam", "param monthlyBudget = 60", "", "needs the parameter 'monthlyBudget'" },
        { "prod.bicepparam", "param stage = 'prod'", "param stage = 'production'", "'production' is none of dev, prod" },
        { "modules/app.bicep", "StoresCopy__Account: copyStorageName", "StoresCopy__Account: copyStoreName", "'copyStoreName' is not declared" },
        { "modules/app.bicep", "'@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${sealCertificate}/)'", "'@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${sealCert}/)'", "'sealCert' is not declared" },
        { "modules/network.bicep", "target: copyStorageId, group: 'blob'", "target: copyStoreId, group: 'blob'", "'copyStoreId' is not declared" },
        { "main.bicep", "    anchorDays: anchorYears * 366", "", "needs the parameter 'anchorDays'" },
        { "main.bicep", "copyStorage!.outputs.id", "copyStorage!.outputs.ids", "has no output 'ids'" },
        { "main.bicep", "    scannerHost: scannerHost", "", "needs the parameter 'scannerHost'" },
        { "prod.bicepparam", "param copyRegion = 'swedencentral'", "param copyRegion = 'eastus'", "'eastus' is none of" },
        { "dev.bicepparam", "param stage = 'dev'", "param stage = 'dev'\nparam flavour = 'x'", "has no parameter 'flavour'" },
        { "modules/app.bicep", "instanceCount: 1", "instanceCount: 0", "must have properties.functionAppConfig.scaleAndConcurrency.alwaysReady" },
        { "modules/app.bicep", "name: 'durable'", "name: 'http'", "must have properties.functionAppConfig.scaleAndConcurrency.alwaysReady" },
        { "modules/app.bicep", "alwaysReady: empty(schedulerEndpoint)", "alwaysReady: !empty(schedulerEndpoint)", "must have properties.functionAppConfig.scaleAndConcurrency.alwaysReady" },
        { "modules/app.bicep", "alwaysReady:", "alwaysReadies:", "must have properties.functionAppConfig.scaleAndConcurrency.alwaysReady" },
        { "modules/app.bicep", "'00:00:10'", "'00:01:00'", "the variable schedulerSettings must begin" },
        { "modules/app.bicep", "  AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval: '00:00:10'\n", "", "the variable schedulerSettings must begin" },
        { "modules/app.bicep", "retentionSettings = legalHold ?", "retentionSettings = !legalHold ?", "the variable retentionSettings must begin" },
        { "modules/app.bicep", "anchorSettings, retentionSettings, diskSettings", "anchorSettings, diskSettings", "'retentionSettings' is never used" },
        { "modules/case-storage.bicep", "enabled: !legalHold", "enabled: true", "must have properties.policy.rules.*.enabled: !legalHold" },
        { "modules/scheduler.bicep", "= if (!legalHold) {", "= {", "must be there if (!legalHold)" },
        { "modules/scheduler.bicep", "= if (!legalHold) {", "= if (legalHold) {", "must be there if (!legalHold)" },
        { "main.bicep", "    legalHold: legalHold", "    legalHold: false", "must be given legalHold: legalHold" },
        { "main.bicep", "    isolated: isolateStores", "    isolated: false", "must be given isolated: isolateStores" },
        { "modules/case-storage.bicep", "isolated ? 'Disabled' : 'Enabled'", "'Enabled'", "must have properties.publicNetworkAccess" },
        { "modules/case-storage.bicep", "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "gives the role b7e6dc6d-f1e8-4753-8033-0f276bb0955b, which is not needed there" },
        { "modules/case-storage.bicep", "[blobDataContributor, tableDataContributor]", "[blobDataContributor, tableDataContributor, '974c5e8b-45b9-4653-ba55-5f855dd0fb88']", "gives the role 974c5e8b-45b9-4653-ba55-5f855dd0fb88, which is not needed there" },
        { "modules/host-storage.bicep", "[blobDataOwner, queueDataContributor, tableDataContributor]", "[blobDataOwner, tableDataContributor]", "does not give the role 974c5e8b-45b9-4653-ba55-5f855dd0fb88" },
        { "modules/host-storage.bicep", "scope: queues", "scope: tables", "'queues' has no diagnostic settings" },
        { "modules/host-storage.bicep", "storageAccounts/tableServices@", "storageAccounts/fileServices@", "does not declare its tableServices" },
        { "modules/scheduler.bicep", "scope: scheduler", "scope: hub", "'scheduler' has no diagnostic settings" },
        { "modules/bot.bicep", "scope: bot", "scope: teams", "'bot' has no diagnostic settings" },
        { "modules/scheduler.bicep", "isolated ? [] : allowedNetworks", "['0.0.0.0/0']", "must have properties.ipAllowlist: isolated ? [] : allowedNetworks" },
        { "modules/scheduler.bicep", "isolated ? 'Disabled' : 'Enabled'", "'Enabled'", "must have properties.publicNetworkAccess" },
        { "main.bicep", "param schedulerAllowedNetworks array", "param schedulerAllowedNetworks array = ['0.0.0.0/0']", "'schedulerAllowedNetworks' must be stated by every parameter file" },
        { "prod.bicepparam", "param schedulerAllowedNetworks = []\n", "", "needs the parameter 'schedulerAllowedNetworks'" },
        { "prod.bicepparam", "param schedulerAllowedNetworks = []", "param schedulerAllowedNetworks = ['0.0.0.0/0']", "opens production to every network" },
        { "main.bicep", "param scannerHost string", "param scannerHost string = 'none'", "'scannerHost' must be stated by every parameter file" },
        { "prod.bicepparam", "param scannerHost = 'clamav.smiltenesnovads.lv'\n", "", "needs the parameter 'scannerHost'" },
        { "prod.bicepparam", "param scannerHost = 'clamav.smiltenesnovads.lv'", "param scannerHost = ''", "scannerHost '' is shorter than 4" },
    };

    /// <summary>Likewise, found by Azure's types only.</summary>
    public static TheoryData<string, string, string, string> SlipsOfTypes => new()
    {
        { "modules/host-storage.bicep", "allowSharedKeyAccess: false", "allowSharedKeysAccess: false", "has no property 'allowSharedKeysAccess'" },
        { "modules/host-storage.bicep", "allowBlobPublicAccess: false", "allowBlobPublicAccess: 'no'", "is a string, Azure wants boolean" },
        { "modules/host-storage.bicep", "'StorageV2'", "'StorageV9'", "'StorageV9' is none of" },
        { "modules/case-storage.bicep", "isolated ? 'Deny' : 'Allow'", "isolated ? 'Deny' : 'Open'", "'Open' is none of Allow, Deny" },
        { "modules/case-storage.bicep", "daysAfterCreationGreaterThan: undeleteDays", "daysAfterCreation: undeleteDays", "lacks 'daysAfterCreationGreaterThan'" },
        { "modules/case-storage.bicep", "days: undeleteDays", "days: 500", "500 is outside 1…365" },
        { "modules/vault.bicep", "tenantId: tenant().tenantId", "tenant: tenant().tenantId", "lacks 'tenantId'" },
        { "modules/app.bicep", "name: 'custom'", "name: 'costum'", "'costum' is none of" },
        { "modules/bot.bicep", "'UserAssignedMSI'", "'UserAsignedMSI'", "'UserAsignedMSI' is none of" },
        { "modules/bot.bicep", "channelName: 'MsTeamsChannel'", "channelName: 'TeamsChannel'", "'TeamsChannel' is none of" },
        { "modules/budget.bicep", "timeGrain: 'Monthly'", "", "lacks 'timeGrain'" },
        { "modules/case-storage.bicep", "immutabilityPeriodSinceCreationInDays: anchorDays", "immutabilityPeriodInDays: anchorDays", "has no property 'immutabilityPeriodInDays'" },
    };

    [Fact]
    public void Lint_WhatIsShippedWithoutTypes_HasNoProblemAndPassesNoTypeAsChecked()
    {
        var report = BicepLint.Of(Infrastructure);

        report.Problems.ShouldBeEmpty();
        report.Files.ShouldBeGreaterThan(10);
        report.Resources.ShouldBeGreaterThan(50);
        report.Checked.ShouldBeEmpty();
        report.Unchecked.Count.ShouldBeGreaterThan(25);
    }

    [Fact]
    public void Lint_WhatIsShipped_HasNoProblemAndNamesWhatItCouldNotCheck()
    {
        var report = BicepLint.WithTypes(Infrastructure);

        report.Problems.ShouldBeEmpty();
        report.Checked.Count.ShouldBeGreaterThan(18);
        report.Unchecked.ShouldBe(Unchecked);
    }

    [Theory]
    [MemberData(nameof(Slips))]
    public void Lint_Slip_IsFoundWithoutTypes(string file, string written, string slip, string complaint) =>
        Complain(BicepLint.Of, file, written, slip, complaint);

    [Theory]
    [MemberData(nameof(SlipsOfTypes))]
    public void Lint_SlipAgainstAzuresTypes_IsFound(string file, string written, string slip, string complaint) =>
        Complain(BicepLint.WithTypes, file, written, slip, complaint);

    [Fact]
    public void Lint_VersionWithoutTypes_IsUncheckedNotPassed()
    {
        using var copy = new TemporaryFolder();
        File.WriteAllText(
            Path.Combine(copy.Path, "main.bicep"),
            "resource a 'Microsoft.Storage/storageAccounts@2031-01-01' = {\n  name: 'a'\n}\n");

        var report = BicepLint.WithTypes(copy.Path);

        report.Checked.ShouldBeEmpty();
        report.Unchecked.ShouldBe(["Microsoft.Storage/storageAccounts@2031-01-01"]);
    }

    [Fact]
    public void Roles_InEveryModule_AreThoseTheReadmeNames()
    {
        var readme = File.ReadAllText(Path.Combine(Infrastructure, "README.md"));
        var roles = Directory.EnumerateFiles(Infrastructure, "*.bicep", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Select(line => line.Split('\'') is [_, { Length: 36 } id, _] && Guid.TryParse(id, out var role) ? role : (Guid?)null)
            .OfType<Guid>()
            .Distinct()
            .ToList();

        roles.Count.ShouldBe(7);
        roles.ShouldAllBe(role => readme.Contains(role.ToString(), StringComparison.Ordinal));
    }

    /// <summary>A name that the app does not know would be set for nothing, and nobody would notice.</summary>
    [Fact]
    public void Settings_OfTheApp_AreThoseOfTheConfigurationPageOrOfThePlatform()
    {
        var listed = File.ReadLines(Path.Combine(Repository.Root, "docs", "configuration.md")).Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('`')[1]).ToHashSet(StringComparer.Ordinal);
        var set = Setting().Matches(File.ReadAllText(Path.Combine(Infrastructure, "modules", "app.bicep"))).Select(m => m.Groups["name"].Value).ToList();

        set.ShouldContain("Seal__${municipality}__Certificate");
        set.ShouldContain("Teams__AppId");
        set.Count.ShouldBeGreaterThan(25);
        set.Where(name => !listed.Contains(name.Replace("${municipality}__", "", StringComparison.Ordinal)) && !listed.Contains(name.Replace("${municipality}", "smiltene", StringComparison.Ordinal)) && !OfThePlatform.Any(p => name.StartsWith(p, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    /// <summary>What the host, App Service authentication and the Durable extension read themselves.</summary>
    private static readonly string[] OfThePlatform = ["AzureWebJobsStorage__", "APPLICATIONINSIGHTS_", "AzureFunctionsJobHost__", "OVERRIDE_USE_MI_FIC_CLIENTID", "DURABLE_TASK_SCHEDULER_CONNECTION_STRING"];

    [GeneratedRegex(@"^ +'?(?<name>[A-Za-z]+__[A-Za-z0-9_${}]+|[A-Z]+_[A-Z_]+)'?: ", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();

    private static void Complain(Func<string, BicepReport> lint, string file, string written, string slip, string complaint)
    {
        using var copy = new TemporaryFolder();
        foreach (var source in Directory.EnumerateFiles(Infrastructure, "*.bicep*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Path, Path.GetRelativePath(Infrastructure, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }

        var path = Path.Combine(copy.Path, file);
        var text = File.ReadAllText(path);
        text.ShouldContain(written);
        File.WriteAllText(path, ReplaceFirst(text, written, slip));

        lint(copy.Path).Problems.ShouldContain(p => p.Message.Contains(complaint, StringComparison.Ordinal) && p.Line > 0);
    }

    private static string ReplaceFirst(string text, string written, string slip)
    {
        var at = text.IndexOf(written, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), slip, text.AsSpan(at + written.Length));
    }
}
