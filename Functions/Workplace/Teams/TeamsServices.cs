using Azure.Core;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>The second door to the same cards; there only when an application id is configured.</summary>
internal static class TeamsServices
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(20);

    public static bool IsOn(IConfiguration configuration) => Options(configuration).IsOn;

    /// <exception cref="InvalidDataException">The settings do not go together.</exception>
    public static void AddTeams(this WebApplicationBuilder builder)
    {
        var options = Options(builder.Configuration);
        builder.Services.AddSingleton(options);
        if (!options.IsOn)
        {
            return;
        }

        Check(options);
        if (StoresOptions.Read(builder.Configuration).InAzure)
        {
            builder.Services.AddSingleton(provider => provider.GetRequiredService<AzureCaseStore>().Teams);
        }
        else
        {
            builder.Services.AddSingleton<ITeamsDoor, SqliteTeamsDoor>();
        }

        builder.Services.AddSingleton(provider => new BotAuthentication(options, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(EntraCredential.Of(builder.Configuration, options.AppId!.Value.ToString("D"), options.TenantId!.Value.ToString("D"), options.CertificateFile));
        builder.Services.AddSingleton(provider => new BotConnector(
            options,
            provider.GetRequiredService<TokenCredential>(),
            new HttpClient { Timeout = CallLimit },
            provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<TeamsCards>();
        builder.Services.AddSingleton<TeamsActions>();
        builder.Services.AddSingleton<TeamsEndpoint>();
        builder.Services.AddSingleton<StandIns>();
        builder.Services.AddSingleton<OwedCards>();
        builder.Services.AddSingleton<WantedCards>();
        builder.Services.AddSingleton<CardSender>();
        builder.Services.AddSingleton<CardCourier>();
        builder.Services.AddSingleton<MorningDesk>();
        builder.Services.AddSingleton<MorningCourier>();
        builder.Services.AddSingleton<MessageCards>();
        builder.Services.AddSingleton<MessageCourier>();
        builder.Services.AddSingleton<ChannelCourier>();
        builder.Services.AddSingleton<ClosedCards>();
        builder.Services.AddSingleton<TeamsRounds>();
        builder.Services.AddSingleton<TwinCards>();
        builder.Services.AddSingleton<ITeamsTaps, MessageTaps>();
        builder.Services.AddSingleton<ITeamsTaps, MorningTaps>();
    }

    public static void MapTeams(this WebApplication app)
    {
        if (app.Services.GetRequiredService<TeamsOptions>().IsOn)
        {
            app.MapPost(TeamsEndpoint.Path, (TeamsEndpoint endpoint, HttpContext http) => endpoint.HandleAsync(http)).AllowAnonymous();
        }
    }

    private static TeamsOptions Options(IConfiguration configuration) => configuration.GetSection(TeamsOptions.SectionName).Get<TeamsOptions>() ?? new TeamsOptions();

    private static void Check(TeamsOptions options)
    {
        if (options.TenantId is null)
        {
            throw new InvalidDataException($"{TeamsOptions.SectionName}:{nameof(TeamsOptions.AppId)} is set without {nameof(TeamsOptions.TenantId)}: say whose people may use the bot.");
        }

        if (options.Workplace is { } page && (page.Scheme != Uri.UriSchemeHttps || !page.AbsolutePath.EndsWith('/')))
        {
            throw new InvalidDataException($"{TeamsOptions.SectionName}:{nameof(TeamsOptions.Workplace)} is '{page}'; it must be an https address that ends with '/'.");
        }
    }
}
