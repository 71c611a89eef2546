using SocialWorkflows.Mail.Reading;

namespace SocialWorkflows.Mail;

/// <summary>What a bounce says about one recipient (RFC 3464 §2.3).</summary>
/// <param name="FinalRecipient">Address without its type, as the reporting server gave it.</param>
/// <param name="Action">failed, delayed, delivered, relayed or expanded; lower case.</param>
/// <param name="Status">Enhanced status code ("5.1.1"), empty when missing.</param>
public sealed record DeliveryStatusRecipient(string FinalRecipient, string Action, string Status, string DiagnosticCode)
{
    /// <summary>The address the sender gave, where the report tells it: a forwarded mail ends at another one. Empty when missing.</summary>
    public string OriginalRecipient { get; init; } = "";
}

/// <summary>A delivery status report; <see cref="Reports.BounceReport"/> says which mail it is about. The inner addresses are claims: match them with what we sent before believing them.</summary>
public sealed record DeliveryStatus(string ReportingMta, IReadOnlyList<DeliveryStatusRecipient> Recipients)
{
    private const int MaxRecipients = 100;

    internal static DeliveryStatus Read(ReadOnlyMemory<byte> content, MimeLimits limits, DefectSink defects)
    {
        var mta = "";
        List<DeliveryStatusRecipient> recipients = [];
        var rest = content;
        while (!rest.IsEmpty && recipients.Count < MaxRecipients)
        {
            var (headers, bodyStart) = HeaderBlockReader.Read(rest, limits, defects, "delivery status", stopAtJunk: false);
            mta = mta.Length == 0 ? Untyped(headers.First("Reporting-MTA")) : mta;
            if (headers.First("Final-Recipient") is { } recipient)
            {
                recipients.Add(new DeliveryStatusRecipient(
                    Untyped(recipient),
                    (headers.First("Action") ?? "").Trim().ToLowerInvariant(),
                    (headers.First("Status") ?? "").Trim(),
                    Untyped(headers.First("Diagnostic-Code")))
                {
                    OriginalRecipient = Untyped(headers.First("Original-Recipient")),
                });
            }

            rest = rest[Math.Max(bodyStart, 1)..];
        }

        return new DeliveryStatus(mta, recipients);
    }

    private static string Untyped(string? value) =>
        value is null ? "" : value[(value.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
}
