using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>
/// Once a day: takes over new trusted lists, and tells a person about a list that was refused or is soon out of date.
/// Trouble never takes trust away: the last good list stays in use, and signatures that rest on an overdue one wait for a person.
/// </summary>
internal sealed partial class TrustedListRefresh(
    RefreshedTrust trust,
    TrustedListFetch fetch,
    IOptions<TrustedListOptions> options,
    IPersonTasks tasks,
    MunicipalityDirectory municipalities,
    TimeProvider time,
    ILogger<TrustedListRefresh> logger) : BackgroundService
{
    /// <summary>One round.</summary>
    /// <returns>How many lists are in use.</returns>
    public async Task<int> RefreshAsync(CancellationToken cancellation)
    {
        await FetchAsync(cancellation);
        foreach (var refused in trust.Refresh())
        {
            LogRefused(refused.File, refused.Why);
            await TellAsync(
                $"trusted-list-refused:{refused.File}:{time.GetUtcNow():yyyy-MM}",
                "trusted-list-refused",
                new(
                    $"Uzticamības saraksta fails „{refused.File}” nav pieņemts; darbojas iepriekšējais saraksts. Lūdziet sistēmas uzturētājam to pārbaudīt.",
                    $"The trusted list file “{refused.File}” was not accepted; the former list is used. Ask the operator to check it."),
                cancellation);
        }

        foreach (var list in trust.Current.Lists.Where(l => l.NextUpdate - time.GetUtcNow() < TimeSpan.FromDays(options.Value.WarnDays)))
        {
            LogDue(list.Territory, list.Sequence, list.NextUpdate!.Value);
            await TellAsync(
                $"trusted-list-due:{list.Territory}:{list.Sequence}",
                "trusted-list-due",
                new(
                    $"Uzticamības saraksts {list.Territory} Nr. {list.Sequence} ir jāatjauno līdz {list.NextUpdate.Value:dd.MM.yyyy}. Pēc tam parakstus automātiski nepieņems. Lūdziet sistēmas uzturētājam ievietot jaunāko sarakstu.",
                    $"Trusted list {list.Territory} no. {list.Sequence} must be replaced by {list.NextUpdate.Value:dd.MM.yyyy}. After that signatures are not accepted automatically. Ask the operator to put in the newest list."),
                cancellation);
        }

        return trust.Current.Lists.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(options.Value.IntervalHours), time);
        do
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogRoundFailed(problem);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task FetchAsync(CancellationToken cancellation)
    {
        if (options.Value.Url is not { } url)
        {
            return;
        }

        try
        {
            trust.TakeOver(await fetch.FetchAsync(url, cancellation));
        }
        catch (Exception problem) when (problem is HttpRequestException or TrustedListException or IOException or UnauthorizedAccessException)
        {
            LogNotFetched(problem.Message);
            if (problem is TrustedListException)
            {
                await TellAsync(
                    $"trusted-list-refused:fetched:{time.GetUtcNow():yyyy-MM}",
                    "trusted-list-refused",
                    new(
                        "No tīkla saņemtais uzticamības saraksts nav pieņemts; darbojas iepriekšējais saraksts. Lūdziet sistēmas uzturētājam to pārbaudīt.",
                        "The trusted list from the net was not accepted; the former list is used. Ask the operator to check it."),
                    cancellation);
            }
        }
    }

    /// <summary>Every municipality of this process relies on the same lists.</summary>
    private async Task TellAsync(string key, string kind, Bilingual text, CancellationToken cancellation)
    {
        foreach (var municipality in municipalities.All)
        {
            await tasks.RaiseAsync(
                new PersonTask { Key = key, Municipality = municipality.Pack.Id, Role = Roles.Head, Kind = kind, Text = text, RaisedAt = time.GetUtcNow() },
                cancellation);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The trusted list file {File} was refused: {Why}")]
    private partial void LogRefused(string file, string why);

    [LoggerMessage(LogLevel.Warning, "Trusted list {Territory} no. {Sequence} must be replaced by {NextUpdate}.")]
    private partial void LogDue(string territory, long sequence, DateTimeOffset nextUpdate);

    [LoggerMessage(LogLevel.Warning, "The trusted list was not fetched or not accepted: {Why}")]
    private partial void LogNotFetched(string why);

    [LoggerMessage(LogLevel.Error, "A round of refreshing trusted lists failed; the next one tries again.")]
    private partial void LogRoundFailed(Exception problem);
}
