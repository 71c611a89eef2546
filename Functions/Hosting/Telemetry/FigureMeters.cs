using System.Diagnostics.Metrics;
using SocialWorkflows.Functions.Hosting.Health;

namespace SocialWorkflows.Functions.Hosting.Telemetry;

/// <summary>Shows the last <see cref="Figures"/>, and how long ago the mailbox was looked through, as gauges of the meter <see cref="AppTelemetry.Name"/>.</summary>
internal sealed class FigureMeters : IDisposable
{
    private readonly Meter _meter = new(AppTelemetry.Name);

    public FigureMeters(FigureKeeper figures, MailboxAge mailbox)
    {
        _meter.CreateObservableGauge("socialworkflows.mailbox.age", () => mailbox.LastKnown.TotalSeconds, "s", "Since the mailbox was looked through to its end");
        _meter.CreateObservableGauge("socialworkflows.self_check.findings", () => figures.SelfCheckFindings, "{finding}", "What the look at the stores has found");
        _meter.CreateObservableGauge(
            "socialworkflows.synthetic.late",
            () => figures.Synthetic is { } walks ? [new Measurement<int>(walks.IsLate ? 1 : 0)] : Array.Empty<Measurement<int>>(),
            "{walk}",
            "1 while the synthetic resident does not come through");
        Add("cases.open", "{case}", f => f.OpenCases);
        Add("cases.due_today", "{case}", f => f.DueToday);
        Add("cases.overdue", "{case}", f => f.Overdue);
        Add("intake.pending", "{message}", f => f.MessagesPending);
        Add("intake.pending_age", "s", f => f.OldestPending.TotalSeconds);
        Add("intake.review", "{message}", f => f.MessagesInReview);
        Add("intake.review_age", "s", f => f.OldestInReview.TotalSeconds);
        Add("mail.waiting", "{mail}", f => f.MailWaiting);
        Add("mail.waiting_age", "s", f => f.OldestMail.TotalSeconds);
        Add("mail.unknown", "{mail}", f => f.MailUnknown);
        _meter.CreateObservableGauge(
            "socialworkflows.tasks.open",
            () => figures.Last.SelectMany(f => f.Tasks.Select(t => new Measurement<int>(t.Value, Tag("municipality", f.Municipality), Tag("kind", t.Key)))),
            "{task}");

        void Add(string name, string unit, Func<Figures, double> value) => _meter.CreateObservableGauge(
            $"socialworkflows.{name}", () => figures.Last.Select(f => new Measurement<double>(value(f), Tag("municipality", f.Municipality))), unit);
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
