using System.Globalization;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary><c>deadline</c>: computes one date of a case and explains it day by day.</summary>
internal static class DeadlineCommand
{
    private const int Ok = 0;
    private const int BadInput = 2;

    /// <summary>The earliest and latest day the calendar has rules for.</summary>
    private static readonly DateOnly First = new(1990, 1, 1);

    private static readonly DateOnly Last = new(2100, 12, 31);

    private static readonly Dictionary<string, DeadlineKind> Steps = new(StringComparer.Ordinal)
    {
        ["decision"] = DeadlineKind.Decision,
        ["notice"] = DeadlineKind.Notice,
        ["contest"] = DeadlineKind.Contest,
        ["documents"] = DeadlineKind.DocumentRequest,
        ["outer-limit"] = DeadlineKind.OuterLimit,
        ["offer"] = DeadlineKind.Offer,
        ["reply"] = DeadlineKind.Reply,
        ["submission"] = DeadlineKind.Submission,
        ["forwarding"] = DeadlineKind.Forwarding,
    };

    /// <param name="from">ISO date; for <c>contest</c> the day of sending.</param>
    /// <param name="movedDays"><c>follow</c> or <c>ignore</c> instead of the municipality's own switch.</param>
    /// <param name="packsRoot">Folder of the municipality packs.</param>
    /// <returns>0, or 2 with the reason on <paramref name="error"/>.</returns>
    public static int Run(
        string municipality,
        string from,
        string? service,
        string step,
        string? channel,
        string? movedDays,
        bool explain,
        bool json,
        TextWriter output,
        TextWriter error,
        string packsRoot)
    {
        try
        {
            var whole = FindPack(municipality, packsRoot);
            var day = DateOf(from);
            var pack = whole.For(municipality, day);
            var calendar = CalendarOf(pack, movedDays, packsRoot);
            var kind = StepOf(step);
            Known(pack, kind, day);
            var deadline = DeadlineCalculator.Compute(
                pack,
                calendar,
                kind,
                day,
                kind == DeadlineKind.Contest ? ChannelOf(pack, channel) : null,
                service: service is null ? null : ServiceOf(pack, whole.RuleSets.GetValueOrDefault(municipality) ?? whole, service, day));
            if (channel is not null && kind != DeadlineKind.Contest)
            {
                error.WriteLine($"note: --channel has no effect on --step {step}.");
            }

            output.WriteLine(json ? DeadlineReport.Json(deadline) : DeadlineReport.Text(deadline, pack, explain));
            return Ok;
        }
        catch (BadInputException e)
        {
            error.WriteLine($"deadline: {e.Message}");
        }
        catch (PackException e)
        {
            error.WriteLine($"deadline: {e.Message}");
        }

        return BadInput;
    }

    /// <summary>The municipality of this name, or the one that decides under the rules of a former municipality of this name.</summary>
    private static MunicipalityPack FindPack(string municipality, string packsRoot)
    {
        var packs = PackFolder.Load(packsRoot);
        return packs.FirstOrDefault(p => p.Id == municipality)
            ?? packs.FirstOrDefault(p => p.RuleSets.ContainsKey(municipality))
            ?? (municipality == PackFolder.NationalFolder ? NationalRules.Read(packs[0], packsRoot) : null)
            ?? throw Bad(
                "--municipality",
                municipality,
                packs.SelectMany(p => p.RuleSets.Keys.Prepend(p.Id)).Distinct().Order(StringComparer.Ordinal).Append(PackFolder.NationalFolder));
    }

    private static WorkingCalendar CalendarOf(MunicipalityPack pack, string? movedDays, string packsRoot)
    {
        var calendar = new WorkingCalendar(pack.Calendar, PackFolder.LoadCalendar(packsRoot));
        return movedDays switch
        {
            null => calendar,
            "follow" => calendar.WithMovedDays(true),
            "ignore" => calendar.WithMovedDays(false),
            _ => throw Bad("--moved-days", movedDays, ["follow", "ignore"]),
        };
    }

    /// <summary>A law that the data do not have for that day gives no date at all.</summary>
    private static void Known(MunicipalityPack pack, DeadlineKind kind, DateOnly day)
    {
        if (kind is DeadlineKind.Submission or DeadlineKind.Forwarding && pack.SubmissionOn(day) is null)
        {
            throw new BadInputException(
                $"the data have no law on general submissions for {day:yyyy-MM-dd}; they begin on {pack.SubmissionLaws[0].ValidFrom:yyyy-MM-dd} ({PackFolder.NationalFolder}/submissions.json).");
        }

        if (kind is DeadlineKind.Reply && pack.Terms.Reply is null)
        {
            throw new BadInputException($"the pack \"{pack.Id}\" has no term \"reply\" in terms.json.");
        }
    }

    private static DeadlineKind StepOf(string step) =>
        Steps.TryGetValue(step, out var kind) ? kind : throw Bad("--step", step, Steps.Keys);

    private static DateOnly DateOf(string from) =>
        DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date >= First && date <= Last
            ? date
            : throw new BadInputException($"--from \"{from}\" is not a date from {First:yyyy-MM-dd} to {Last:yyyy-MM-dd}; write it like 2026-06-08.");

    private static string ChannelOf(MunicipalityPack pack, string? channel) =>
        channel is not null && pack.FindChannel(channel) is not null
            ? channel
            : throw Bad("--channel (needed with --step contest)", channel ?? "", pack.Channels.Select(c => c.Id));

    /// <param name="whole">The same rules of every day: they know a service that is not there on this one.</param>
    private static Service ServiceOf(MunicipalityPack pack, MunicipalityPack whole, string service, DateOnly day)
    {
        if (pack.FindService(service) is { } found)
        {
            return found;
        }

        var versions = whole.Requestable.Where(s => s.Id == service).Select(s => $"from {s.ValidFrom:yyyy-MM-dd}{(s.ValidTo is { } to ? $" to {to:yyyy-MM-dd}" : "")}").ToList();
        throw versions.Count > 0
            ? new BadInputException($"--service \"{service}\" is not in the data on {day:yyyy-MM-dd}; it is there {string.Join(" and ", versions)}.")
            : Bad("--service", service, whole.Requestable.Select(s => s.Id).Distinct());
    }

    private static BadInputException Bad(string option, string value, IEnumerable<string> known) =>
        new($"{option} \"{value}\" is not known; use one of {string.Join(", ", known)}.");

    private sealed class BadInputException(string message) : Exception(message);
}
