using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>A house with confirmed terms of two years, and cases at the end of theirs.</summary>
internal static class DestructionHouse
{
    public static async Task<WayHouse> StartAsync(string packs, MortalDocuments? mortal = null)
    {
        await CopyAsync(packs);
        return await WayHouse.StartAsync(packs: packs, configure: mortal is null ? null : mortal.Around);
    }

    /// <summary>The shipped packs, with the terms of these tests.</summary>
    public static async Task CopyAsync(string packs)
    {
        foreach (var file in Directory.EnumerateFiles(PackFolder.DefaultRoot, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(packs, Path.GetRelativePath(PackFolder.DefaultRoot, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await File.WriteAllTextAsync(
            Path.Combine(packs, "smiltene", "retention.json"),
            """
            { "graceDays": 30, "source": "tests", "classes": [
              { "id": "case", "years": 2, "confirmed": true, "validFrom": "2026-01-01", "source": "tests" },
              { "id": "message", "years": 1, "confirmed": true, "validFrom": "2026-01-01", "source": "tests" },
              { "id": "instance", "years": 1, "confirmed": true, "validFrom": "2026-01-01", "source": "tests" },
              { "id": "list", "years": 1, "confirmed": true, "validFrom": "2026-01-01", "source": "tests" },
              { "id": "look", "years": 1, "confirmed": true, "validFrom": "2026-01-01", "source": "tests" } ] }
            """);
    }

    public static List<string> LettersOf(WayHouse house, string subject) => [.. Directory.EnumerateDirectories(house.Data.Dispatch, subject + "-*", SearchOption.AllDirectories)];

    public static async Task<RetentionRow> LineAsync(WayHouse house, CaseRef reference) =>
        (await house.Get<IRetentionLedger>().FindAsync(reference.Municipality, RetentionKinds.Case, reference.CaseId, CancellationToken.None))!;

    public static Task<AppendResult> AppendAsync(WayHouse house, CaseRef reference, params CaseEvent[] facts) =>
        house.Journal.AppendAsync(new Append { Case = reference, Key = $"test:{facts[0].GetType().Name}", Wakes = true, Decide = _ => facts }, CancellationToken.None);

    /// <summary>Closed, past its term, approved, and the days for objections over.</summary>
    public static async Task<CaseRef> ApprovedAsync(WayHouse house, string id)
    {
        var reference = await ClosedAsync(house, id);
        await ApproveAsync(house, reference);
        return reference;
    }

    public static async Task ApproveAsync(WayHouse house, params CaseRef[] references)
    {
        house.Time.Advance(TimeSpan.FromDays(3 * 366));
        await house.Get<DestructionList>().ProposeAsync(CancellationToken.None);
        foreach (var reference in references)
        {
            (await house.Get<DestructionDesk>().ApproveAsync("smiltene", RetentionKinds.Case, reference.CaseId, "sm-vaditaja", CancellationToken.None)).ShouldBeTrue();
        }

        house.Time.Advance(TimeSpan.FromDays(31));
    }

    public static async Task<CaseRef> ClosedAsync(WayHouse house, string id, DemoPerson? person = null)
    {
        var reference = await house.OpenCaseAsync(person is null ? Residents.Application(id, house.Now) : Residents.Application(id, house.Now, person));
        await house.DoAsync(reference, Verbs.Withdraw, ("askedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "Lūgums."), ("channel", "registered"), ("address", "Izdomu iela 1, Smiltene"));
        await CloseAsync(house, reference);
        return reference;
    }

    public static async Task CloseAsync(WayHouse house, CaseRef reference)
    {
        for (var i = 0; i < 12 && (await house.StateAsync(reference)).Closed is null; i++)
        {
            var waits = await house.WaitsAsync(reference);
            switch (waits is [var first, ..] ? first : null)
            {
                case Steps.Proposal:
                    await house.DoAsync(reference, Verbs.Propose, ("outcome", "withdrawn"), ("findings", "Fakti."), ("reasoning", "Izvērtējums."));
                    break;
                case Steps.Approval:
                    await house.DoAsync(reference, Verbs.Approve);
                    break;
                case Steps.Signing:
                    await house.SignAsync(reference);
                    break;
                case Steps.Notice:
                    await house.ConfirmNoticeAsync(reference);
                    break;
                default:
                    await house.MoveAsync(TimeSpan.FromDays(60));
                    break;
            }
        }

        (await house.StateAsync(reference)).Closed.ShouldNotBeNull(string.Join(',', await house.WaitsAsync(reference)));
    }
}
