using System.Security.Cryptography;
using System.Text;
using Azure.Identity;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.AzureStorage.Copies;
using SocialWorkflows.Connectors.Files;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>Puts the stores that the settings choose behind their ports.</summary>
internal static class CaseStores
{
    /// <exception cref="StoresException">The settings choose none that can be used.</exception>
    public static void AddCaseStores(this IServiceCollection services, IConfiguration configuration, AppOptions options)
    {
        var stores = StoresOptions.Read(configuration);
        services.AddSingleton(stores);
        if (stores.InAzure)
        {
            AddSecrets(services, stores.Secrets());
            services.AddSingleton(provider => OnAccount(stores, options.Time, provider.GetRequiredService<ILoggerFactory>()));
            services.AddHostedService<StoreOpening>();
            services.AddHostedService<SiteWatch>();
            AddCopy(services, configuration, stores, options.Time);
            AddAzure(services);
        }
        else
        {
            StoresCopyOptions.Read(configuration, stores);
            AddSecrets(services, SecretKeys.LoadOrCreate(options.Data.Keys, mayCreate: !File.Exists(options.Data.Cases)));
            services.AddSingleton(_ => CaseDatabase.Open(options.Data.Cases, options.Time));
            services.AddSingleton<IDocumentStore>(new FileDocumentStore(options.Data.Documents));
            services.AddSingleton<IAnchorStore>(new FileAnchorStore(options.Data.Anchors, stores.AnchorCopy.Length == 0 ? null : stores.AnchorCopy));
            services.AddKeyedSingleton<IKeptFiles>(KeptPlaces.Synthetic, new FolderKeptFiles(options.Data.Synthetic));
            services.AddKeyedSingleton<IKeptFiles>(KeptPlaces.Sessions, new FolderKeptFiles(Path.Combine(options.Data.Keys, "sessions")));
            services.AddKeyedSingleton<IKeptFiles>(KeptPlaces.EAddress, new FolderKeptFiles(options.Data.EAddressService));
            services.AddKeyedSingleton<IKeptFiles>(KeptPlaces.Dispatch, new FolderKeptFiles(options.Data.Dispatch));
            AddEmbedded(services);
        }
    }

    /// <summary>The stores on the account, not opened yet.</summary>
    public static AzureCaseStore OnAccount(StoresOptions stores, TimeProvider time, ILoggerFactory logs)
    {
        var identity = stores.IdentityClientId.Length == 0 ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(stores.IdentityClientId);
        var account = new StorageAccount(stores.Endpoints(), new ManagedIdentityCredential(identity), Clock.OfTheMachine);
        return new AzureCaseStore(account, stores.TablePrefix, AppComposition.IndexKeys(stores.Secrets()), time, logs);
    }

    private static void AddCopy(IServiceCollection services, IConfiguration configuration, StoresOptions live, TimeProvider time)
    {
        if (StoresCopyOptions.Read(configuration, live) is { } copy)
        {
            services.AddSingleton(provider => new InstallationCopy(
                provider.GetRequiredService<AzureCaseStore>(), OnAccount(copy, time, provider.GetRequiredService<ILoggerFactory>()), Fingerprint(live.Secrets())));
        }
    }

    /// <summary>Tells one pair of secrets from another without telling them.</summary>
    public static string Fingerprint(SecretKeys keys) =>
        Convert.ToHexStringLower(SHA256.HashData([.. HMACSHA256.HashData(keys.Lookup, Label), .. HMACSHA256.HashData(keys.Address, Label)]))[..32];

    private static byte[] Label => Encoding.ASCII.GetBytes("SocialWorkflows/installation/v1");

    private static void AddSecrets(IServiceCollection services, SecretKeys keys)
    {
        services.AddSingleton(keys);
        services.AddSingleton(AppComposition.IndexKeys(keys));
    }

    private static void AddEmbedded(IServiceCollection services)
    {
        services.AddSingleton<ICaseJournal, SqliteCaseJournal>();
        services.AddSingleton<ICaseBoard, SqliteCaseBoard>();
        services.AddSingleton<ICapacityLedger, SqliteCapacityLedger>();
        services.AddSingleton<IIntakeLedger, SqliteIntakeLedger>();
        services.AddSingleton<ISendLedger, SqliteSendLedger>();
        services.AddSingleton<IPersonTasks, SqlitePersonTasks>();
        services.AddSingleton<IRecordBooks, SqliteRecordBooks>();
        services.AddSingleton<ILooks, SqliteLooks>();
        services.AddSingleton<IMailboxMemory, SqliteMailboxMemory>();
        services.AddSingleton<IJournalVerifier, JournalVerifier>();
        services.AddSingleton<IBoardRebuild, SqliteBoardRebuild>();
        services.AddSingleton<IStoreCheck, SqliteStoreCheck>();
        services.AddSingleton<ICaseShredder, SqliteCaseShredder>();
        services.AddSingleton<IRetentionLedger, SqliteRetentionLedger>();
    }

    private static void AddAzure(IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Journal);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Board);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Capacity);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Intake);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Sends);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Books);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().MailboxMemory);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Looks);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Tasks);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Documents);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Verifier);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Rebuild);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Check);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Shredder);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Retention);
        services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Anchors);
        services.AddKeyedSingleton(KeptPlaces.Synthetic, (provider, _) => provider.GetRequiredService<AzureCaseStore>().Synthetic);
        services.AddKeyedSingleton(KeptPlaces.Sessions, (provider, _) => provider.GetRequiredService<AzureCaseStore>().Sessions);
        services.AddKeyedSingleton(KeptPlaces.EAddress, (provider, _) => provider.GetRequiredService<AzureCaseStore>().EAddress);
        services.AddKeyedSingleton(KeptPlaces.Dispatch, (provider, _) => provider.GetRequiredService<AzureCaseStore>().Dispatch);
    }
}
