using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Sending;

namespace SocialWorkflows.Functions.Hosting.Telemetry;

/// <summary>The app's own spans and counts. Whatever they carry is an id, a name from the code or a number: nothing that a person wrote or that says who a person is.</summary>
internal static class AppTelemetry
{
    /// <summary>Name of the spans' source and of the meter.</summary>
    public const string Name = "SocialWorkflows";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Scans = Meter.CreateCounter<long>("socialworkflows.scan.verdicts", "{file}", "Answers of the malware scanner");

    /// <summary>
    /// A step of a message before its orchestration runs. The trace is that of the message, made from its id, so that all steps share it whoever takes them
    /// and whenever; the orchestration goes on with it, and so does the case that comes of it.
    /// </summary>
    /// <param name="step"><c>take-in</c> or <c>begin</c>.</param>
    /// <param name="intakeId">The message.</param>
    public static Activity? Message(string step, string intakeId) => Source.HasListeners()
        ? Source.StartActivity(step, ActivityKind.Consumer, TraceOf(intakeId))?.SetTag("socialworkflows.message", intakeId)
        : null;

    /// <summary>A mail is handed to the provider: once for each try.</summary>
    public static Activity? Send(SendRow row) => Source.StartActivity("send", ActivityKind.Client)
        ?.SetTag("socialworkflows.operation", row.OperationId).SetTag("socialworkflows.subject", row.SubjectId).SetTag("socialworkflows.kind", row.Kind)
        .SetTag("socialworkflows.municipality", row.Municipality).SetTag("socialworkflows.attempt", row.Attempts);

    /// <summary>The trace of a message: whoever knows its id can look for it.</summary>
    public static ActivityContext TraceOf(string intakeId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(intakeId));
        return new(ActivityTraceId.CreateFromBytes(hash.AsSpan(0, 16)), ActivitySpanId.CreateFromBytes(hash.AsSpan(16, 8)), ActivityTraceFlags.Recorded);
    }

    /// <summary>The scanner answered.</summary>
    /// <param name="verdict">Its answer, in small letters.</param>
    public static void Scanned(string verdict) => Scans.Add(1, new KeyValuePair<string, object?>("verdict", verdict));
}
