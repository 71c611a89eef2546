using SocialWorkflows.Connectors.Graph;
using SocialWorkflows.Connectors.Maildir;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>The public mailbox: in Exchange Online where one is named, else the Maildir of the data folder.</summary>
internal static class MailboxServices
{
    /// <exception cref="InvalidDataException">The settings cannot be used; the message says which and what to do.</exception>
    public static void AddMailbox(this WebApplicationBuilder builder, AppOptions options)
    {
        builder.Services.AddSingleton<MailboxWatch>();
        builder.Services.AddSingleton<IntakeReconciliation>();
        var graph = builder.Configuration.GetSection(GraphOptions.SectionName).Get<GraphOptions>() ?? new GraphOptions();
        builder.Services.AddSingleton(graph);
        var maildir = builder.Configuration.GetSection(MaildirOptions.SectionName).Get<MaildirOptions>();

        // Exchange writes no such field: there it is always the sender's, or of a server on the way.
        builder.Services.AddSingleton(provider => new Addressees(provider.GetRequiredService<MunicipalityDirectory>(), graph.IsOn ? null : maildir?.RecipientField, provider.GetRequiredService<SyntheticMails>()));
        if (!graph.IsOn)
        {
            builder.Services.AddSingleton<IMailbox>(_ => new MaildirMailbox(options.Data.Mailbox, options.Time, maildir));
            return;
        }

        if (graph.Problem() is { } problem)
        {
            throw new InvalidDataException(problem);
        }

        builder.Services.AddSingleton(_ => new GraphClient(graph, EntraCredential.Of(builder.Configuration, graph.ClientId, graph.TenantId, graph.CertificateFile), new HttpClient { Timeout = Timeout.InfiniteTimeSpan }, options.Time));
        builder.Services.AddSingleton<GraphMailbox>();
        builder.Services.AddSingleton<IMailbox>(provider => provider.GetRequiredService<GraphMailbox>());
        builder.Services.AddSingleton<GraphSubscriptions>();
        builder.Services.AddSingleton<GraphNotifications>();
        builder.Services.AddSingleton<MailNotificationEndpoint>();
    }

    public static void MapMailNotifications(this WebApplication app)
    {
        if (app.Services.GetRequiredService<GraphOptions>().IsOn)
        {
            app.MapPost(MailNotificationEndpoint.Path, (MailNotificationEndpoint endpoint, HttpContext http) => endpoint.HandleAsync(http)).AllowAnonymous();
        }
    }
}
