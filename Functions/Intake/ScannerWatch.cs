using System.Globalization;
using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Whether the scanner's word can be relied on: how old its signatures are, and whether it tells its limits. Each trouble is told once, to the head of every municipality of
/// this process, however often it is looked at; the task closes by itself when the trouble is over. A silent scanner is told of with each message that waits for it.
/// </summary>
internal sealed class ScannerWatch(
    IFileScanner scanner, IMailboxMemory memory, IPersonTasks tasks, MunicipalityDirectory municipalities, IOptions<ScannerOptions> options, TimeProvider time)
{
    public const string OldSignatures = "scanner-signatures";
    public const string Unclear = "scanner-unclear";
    public const string LimitsUntold = "scanner-limits";

    /// <summary>Anybody may ask for our health; the scanner is asked once a minute at most.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private static readonly string[] Kinds = [OldSignatures, Unclear, LimitsUntold];

    private (DateTimeOffset At, ScannerStanding Standing)? _last;

    public async Task<ScannerStanding> StandingAsync(CancellationToken cancellation)
    {
        if (_last is { } last && time.GetUtcNow() - last.At < Remembered)
        {
            return last.Standing;
        }

        var standing = await scanner.StandingAsync(cancellation);
        _last = (time.GetUtcNow(), standing);
        return standing;
    }

    /// <summary>What is wrong with a scanner that answers: kinds of tasks.</summary>
    public IEnumerable<string> TroublesOf(ScannerStanding standing)
    {
        if (standing.SignaturesOf is { } of && time.GetUtcNow() - of > options.Value.SignaturesMaxAge)
        {
            yield return OldSignatures;
        }

        if (standing.Answer == ScannerAnswer.NotUnderstood)
        {
            yield return Unclear;
        }

        if (standing.TellsLimits == false)
        {
            yield return LimitsUntold;
        }
    }

    /// <summary>One look.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var standing = await StandingAsync(cancellation);
        if (standing.Answer == ScannerAnswer.Silent)
        {
            return;
        }

        var troubles = TroublesOf(standing).ToHashSet(StringComparer.Ordinal);
        foreach (var kind in Kinds)
        {
            await (troubles.Contains(kind) ? TellAsync(kind, standing, cancellation) : EndAsync(kind, cancellation));
        }
    }

    private async Task TellAsync(string kind, ScannerStanding standing, CancellationToken cancellation)
    {
        if (await memory.ReadAsync(kind, cancellation) is not { } since)
        {
            since = time.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
            await memory.WriteAsync(kind, since, cancellation);
        }

        foreach (var municipality in municipalities.All)
        {
            await tasks.RaiseAsync(
                new PersonTask { Key = $"{kind}:{since}", Municipality = municipality.Pack.Id, Role = Roles.Head, Kind = kind, Text = TextOf(kind, standing), RaisedAt = time.GetUtcNow() },
                cancellation);
        }
    }

    private async Task EndAsync(string kind, CancellationToken cancellation)
    {
        if (await memory.ReadAsync(kind, cancellation) is not { } since)
        {
            return;
        }

        foreach (var municipality in municipalities.All)
        {
            await tasks.CloseAsync(municipality.Pack.Id, $"{kind}:{since}", "machine", "scanner-mended", cancellation);
        }

        await memory.ForgetAsync(kind, since, cancellation);
    }

    private Bilingual TextOf(string kind, ScannerStanding standing) => kind switch
    {
        OldSignatures => new(
            $"Failu pārbaudes vīrusu datubāze ir no {standing.SignaturesOf:dd.MM.yyyy}; pieļaujamais vecums ir {options.Value.SignaturesMaxAge.TotalDays:0} d. Jaunākus vīrusus pārbaude var nepamanīt. Lūdziet sistēmas uzturētājam pārbaudīt, vai darbojas tās atjaunošana (freshclam).",
            $"The signatures of the scanner are of {standing.SignaturesOf:dd.MM.yyyy}; the age allowed is {options.Value.SignaturesMaxAge.TotalDays:0} d. It may miss newer malware. Ask the operator to check that they are renewed (freshclam)."),
        Unclear => new(
            "Failu pārbaude atbild, bet nav saprotams, cik jauna ir tās vīrusu datubāze. Lūdziet sistēmas uzturētājam pārbaudīt failu pārbaudes programmu (clamd) un tās datubāzi.",
            "The scanner answers, but how new its signatures are cannot be told. Ask the operator to check the scanner (clamd) and its signatures."),
        _ => new(
            "Failu pārbaude nepasaka, ka failu nav izlasījusi līdz galam. Tāpēc arhīvi, kurus tā varētu būt izlasījusi tikai daļēji, nav atverami un tiek nodoti darbiniekam. Lūdziet sistēmas uzturētājam clamd iestatījumos ierakstīt „AlertExceedsMax yes”.",
            "The scanner does not say when it has not read a file to its end. Archives that it may have read in part only cannot be opened, therefore, and go to a person. Ask the operator to write “AlertExceedsMax yes” into the settings of clamd."),
    };
}
