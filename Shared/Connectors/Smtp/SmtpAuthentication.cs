using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Smtp;

/// <summary>AUTH PLAIN, else LOGIN (RFC 4954). Never without TLS.</summary>
internal static class SmtpAuthentication
{
    public static async Task RunAsync(SmtpConnection connection, SmtpOffer offer, SmtpOptions options, CancellationToken cancellationToken)
    {
        if (options.UserName is not { } user)
        {
            return;
        }

        if (options.Security == SmtpSecurity.None)
        {
            throw new PermanentMailException($"A password is never sent without TLS: set {nameof(SmtpOptions.Security)}, or remove {nameof(SmtpOptions.UserName)}.") { IsOfTheServer = true };
        }

        var password = options.Password ?? "";
        if (offer.HasAuth("PLAIN"))
        {
            (await connection.CommandAsync("AUTH PLAIN " + Base64($"\0{user}\0{password}"), cancellationToken)).Require("AUTH PLAIN", isOfTheServer: true);
        }
        else if (offer.HasAuth("LOGIN"))
        {
            (await connection.CommandAsync("AUTH LOGIN", cancellationToken)).Require("AUTH LOGIN", isOfTheServer: true, asks: true);
            (await connection.CommandAsync(Base64(user), cancellationToken)).Require("AUTH LOGIN", isOfTheServer: true, asks: true);
            (await connection.CommandAsync(Base64(password), cancellationToken)).Require("AUTH LOGIN", isOfTheServer: true);
        }
        else
        {
            throw new PermanentMailException($"The mail server {options.Host}:{options.Port} offers neither AUTH PLAIN nor LOGIN; nothing was sent.") { IsOfTheServer = true };
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
