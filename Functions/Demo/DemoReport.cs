using System.Text.Encodings.Web;
using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;

namespace SocialWorkflows.Functions.Demo;

internal sealed record DemoMoment(DateTimeOffset At, string What);

/// <summary>One decision of the demo. Dates are civil days of the municipality.</summary>
internal sealed record DemoCase
{
    public required string CaseId { get; init; }

    public required string Part { get; init; }

    public required string Municipality { get; init; }

    public required string Channel { get; init; }

    public string? Service { get; init; }

    public string? Outcome { get; init; }

    public DateOnly? RegisteredOn { get; init; }

    public DateOnly? DecisionDue { get; init; }

    public DateOnly? DecidedOn { get; init; }

    public DateOnly? NoticeDue { get; init; }

    public DateOnly? NoticeSentOn { get; init; }

    public string? NoticeChannel { get; init; }

    public DateOnly? NotifiedOn { get; init; }

    public DateOnly? ContestUntil { get; init; }

    public DateOnly? ClosedOn { get; init; }

    public required IReadOnlyList<DemoMoment> Timeline { get; init; }

    public static DemoCase Of(CaseRecord record)
    {
        var state = record.State;
        return new DemoCase
        {
            CaseId = record.Case.CaseId,
            Part = DemoParts.Of(state)?.Id ?? string.Empty,
            Municipality = record.Case.Municipality,
            Channel = state.Received!.Channel,
            Service = state.ServiceId,
            Outcome = state.Decision is null ? null : state.Outcome,
            RegisteredOn = state.Registration?.RegisteredOn,
            DecisionDue = state.DecisionClock?.Term.Due,
            DecidedOn = state.Decision?.DecidedOn,
            NoticeDue = state.Decision?.NoticeTerm.Due,
            NoticeSentOn = state.Notice?.SentOn,
            NoticeChannel = state.Notice?.Channel,
            NotifiedOn = state.Notice?.NotifiedOn,
            ContestUntil = state.Notice?.ContestTerm?.Due,
            ClosedOn = state.Closed?.ClosedOn,
            Timeline = [.. record.Entries.Select(e => new DemoMoment(e.At, CaseStory.Tell(e.Event)))],
        };
    }
}

internal sealed record DemoIntake(int Accepted, int NewCase, int ExistingCase, int Review, int AnsweredRefusal, int Machine)
{
    public static DemoIntake Of(IReadOnlyList<IntakeRow> rows)
    {
        return new(
            rows.Count,
            Count(Dispositions.NewCase),
            Count(Dispositions.ExistingCase),
            Count(Dispositions.Review),
            Count(Dispositions.AnsweredRefusal),
            Count(Dispositions.Machine));

        int Count(string disposition) => rows.Count(r => r.Disposition == disposition);
    }
}

/// <summary>The result of <c>demo --auto</c>, in the shape of design §8.</summary>
internal sealed record DemoReport(
    IReadOnlyList<DemoCase> Cases, DemoIntake Intake, IReadOnlyDictionary<string, bool> Invariants, IReadOnlyDictionary<string, int> Checks)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static DemoReport Of(DemoEvidence evidence, IReadOnlyList<DemoInvariant> invariants) => new(
        [.. evidence.Cases.Select(DemoCase.Of).OrderBy(c => c.RegisteredOn).ThenBy(c => c.Part, StringComparer.Ordinal)],
        DemoIntake.Of(evidence.Intake),
        invariants.ToDictionary(i => i.Id, i => i.Holds),
        invariants.ToDictionary(i => i.Id, i => i.Checks));

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    public void WriteText(TextWriter output)
    {
        foreach (var demoCase in Cases)
        {
            output.WriteLine($"{demoCase.Part} · {demoCase.Municipality} · {demoCase.Service} · {demoCase.Outcome ?? "open"}");
            foreach (var moment in demoCase.Timeline)
            {
                output.WriteLine($"  {moment.At:yyyy-MM-dd HH:mm}  {moment.What}");
            }

            output.WriteLine();
        }

        output.WriteLine(
            $"Messages: {Intake.Accepted} accepted = {Intake.NewCase} new cases + {Intake.ExistingCase} replies + {Intake.AnsweredRefusal} answered refusals + {Intake.Review} in review + {Intake.Machine} machine mail");
        foreach (var (id, holds) in Invariants)
        {
            output.WriteLine($"{id,-4} {(holds ? "holds" : "BROKEN")} ({Checks[id]} checks)");
        }
    }
}
