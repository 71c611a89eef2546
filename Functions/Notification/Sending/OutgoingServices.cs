using SocialWorkflows.Connectors.Graph;
using SocialWorkflows.Connectors.Maildir;
using SocialWorkflows.Connectors.SendGrid;
using SocialWorkflows.Connectors.Smtp;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>The sender that the settings choose, behind its port, and who takes planned mail to it.</summary>
internal static partial class OutgoingServices
{
    /// <exception cref="InvalidDataException">The settings choose no sender that can be used.</exception>
    public static void AddOutgoingMail(this WebApplicationBuilder builder, AppOptions options)
    {
        var outgoing = OutgoingOptions.Read(builder.Configuration, options.IsDemo);
        builder.Services.AddSingleton(outgoing);
        builder.Services.AddSingleton(new SendBackOff(Random.Shared.NextDouble));
        builder.Services.AddSingleton(provider => new SendLease(isAlone: !provider.GetRequiredService<StoresOptions>().InAzure, options.Time));
        builder.Services.AddSingleton<RecipientGate>();
        builder.Services.AddSingleton<SafeSends>();
        builder.Services.AddSingleton<SendAddresses>();
        builder.Services.AddSingleton<SendCertainty>();
        builder.Services.AddSingleton<NoticeGate>();
        builder.Services.AddSingleton<NoticeDepartures>();
        builder.Services.AddSingleton<SendPace>();
        builder.Services.AddSingleton<SendOutage>();
        builder.Services.AddSingleton<SendFroms>();
        builder.Services.AddSingleton<SendTasks>();
        builder.Services.AddSingleton<SendEnds>();
        builder.Services.AddSingleton<SendHandOver>();
        builder.Services.AddSingleton<SendTry>();
        builder.Services.AddSingleton<SendReleases>();
        builder.Services.AddSingleton<SendCourier>();
        builder.Services.AddSingleton<SendPump>();
        builder.Services.AddSingleton<SendDesk>();
        builder.Services.AddHostedService<SendStop>();
        switch (outgoing.Sender)
        {
            case OutgoingOptions.Smtp:
                var smtp = Smtp(builder.Configuration, outgoing);
                builder.Services.AddSingleton<IMailSender>(new SmtpSender(smtp, options.Time));
                break;
            case OutgoingOptions.Graph:
                builder.AddGraph();
                break;
            case OutgoingOptions.SendGrid:
                builder.AddSendGrid(options, outgoing);
                break;
            default:
                builder.Services.AddSingleton<IMailSender>(new OutboxMaildir(options.Data.Outbox));
                break;
        }
    }

    public static void MapSendEvents(this WebApplication app)
    {
        LogInForce(app.Logger, app.Services.GetRequiredService<OutgoingOptions>().InForce(app.Services.GetService<SendGridOptions>() is { Sandbox: true }));
        if (app.Services.GetService<SendEventEndpoint>() is not null)
        {
            app.MapPost(SendEventEndpoint.Path, (SendEventEndpoint endpoint, HttpContext http) => endpoint.HandleAsync(http)).AllowAnonymous();
        }
    }

    private static void AddGraph(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetSection(GraphOptions.SectionName).Get<GraphOptions>() is not { IsOn: true })
        {
            throw new InvalidDataException(
                $"{OutgoingOptions.SectionName}:Sender is {OutgoingOptions.Graph}, and {GraphOptions.SectionName}:Mailbox is not set: mail is sent from the mailbox it is answered to.");
        }

        builder.Services.AddSingleton<IMailSender>(provider => new GraphSender(provider.GetRequiredService<GraphClient>()));
    }

    private static void AddSendGrid(this WebApplicationBuilder builder, AppOptions options, OutgoingOptions outgoing)
    {
        var sendGrid = builder.Configuration.GetSection(SendGridOptions.SectionName).Get<SendGridOptions>() ?? new SendGridOptions();
        // A rehearsal and the call itself.
        if ((sendGrid.Problem() ?? outgoing.LeaseProblem(2 * sendGrid.CallLimit, $"{SendGridOptions.SectionName}:{nameof(SendGridOptions.CallLimit)}")) is { } problem)
        {
            throw new InvalidDataException(problem);
        }

        if (sendGrid.Sandbox && outgoing.Recipients == OutgoingOptions.Everyone)
        {
            throw new InvalidDataException(
                $"{SendGridOptions.SectionName}:Sandbox is on and {OutgoingOptions.SectionName}:Recipients is {OutgoingOptions.Everyone}: in production no mail would leave. Turn the sandbox off, or set Recipients to {OutgoingOptions.Listed}.");
        }

        builder.Services.AddSingleton(sendGrid);
        builder.Services.AddSingleton<IMailSender>(new SendGridSender(sendGrid, new HttpClient { Timeout = Timeout.InfiniteTimeSpan }, options.Time));
        if (sendGrid.WebhookPublicKey.Length > 0)
        {
            builder.Services.AddSingleton<SendWords>();
            builder.Services.AddSingleton<SendEventEndpoint>();
        }
    }

    private static SmtpOptions Smtp(ConfigurationManager configuration, OutgoingOptions outgoing)
    {
        var smtp = configuration.GetSection(SmtpOptions.SectionName).Get<SmtpOptions>() ?? new SmtpOptions();
        return (smtp.Problem() ?? outgoing.LeaseProblem(smtp.TryTimeout, $"{SmtpOptions.SectionName}:{nameof(SmtpOptions.TryTimeout)}")) is { } problem
            ? throw new InvalidDataException($"{OutgoingOptions.SectionName}:Sender is {OutgoingOptions.Smtp}, and {problem}")
            : smtp;
    }

    [LoggerMessage(LogLevel.Information, "Outgoing mail leaves {InForce}.")]
    private static partial void LogInForce(ILogger logger, string inForce);
}
