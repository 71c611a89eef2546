using SocialWorkflows.Connectors.Maildir;
using SocialWorkflows.Connectors.Smtp;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>The sender that the settings choose, behind its port, and who takes planned mail to it.</summary>
internal static class OutgoingServices
{
    /// <exception cref="InvalidDataException">The settings choose no sender that can be used.</exception>
    public static void AddOutgoingMail(this WebApplicationBuilder builder, AppOptions options)
    {
        var outgoing = OutgoingOptions.Read(builder.Configuration, options.IsDemo);
        builder.Services.AddSingleton(outgoing);
        builder.Services.AddSingleton(new SendBackOff(Random.Shared.NextDouble));
        builder.Services.AddSingleton(provider => new SendLease(isAlone: !provider.GetRequiredService<StoresOptions>().InAzure, options.Time));
        builder.Services.AddSingleton<RecipientGate>();
        builder.Services.AddSingleton<SendPace>();
        builder.Services.AddSingleton<SendOutage>();
        builder.Services.AddSingleton<SendEnds>();
        builder.Services.AddSingleton<SendTry>();
        builder.Services.AddSingleton<SendCourier>();
        builder.Services.AddSingleton<SendDesk>();
        switch (outgoing.Sender)
        {
            case OutgoingOptions.Smtp:
                var smtp = Smtp(builder.Configuration);
                builder.Services.AddSingleton<IMailSender>(new SmtpSender(smtp, options.Time));
                break;
            default:
                builder.Services.AddSingleton<IMailSender>(new OutboxMaildir(options.Data.Outbox));
                break;
        }
    }

    private static SmtpOptions Smtp(ConfigurationManager configuration) =>
        configuration.GetSection(SmtpOptions.SectionName).Get<SmtpOptions>() is { Host.Length: > 0 } smtp
            ? smtp
            : throw new InvalidDataException($"{OutgoingOptions.SectionName}:Sender is {OutgoingOptions.Smtp}, and {SmtpOptions.SectionName}:Host is not set: name the relay.");
}
