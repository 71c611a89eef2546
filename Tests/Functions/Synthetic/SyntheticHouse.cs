using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Synthetic;

/// <summary>The product with the daily walk turned on, and what tests ask of it.</summary>
internal static class SyntheticHouse
{
    public const string Discard = "atmest@sintetika.example";

    public static Task<WayHouse> StartAsync(FakeScanner? scanner = null, Interposer? interposer = null) => WayHouse.StartAsync(
        scanner: scanner,
        interposer: interposer,
        settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Synthetic:Mode"] = "on", ["Synthetic:Discard"] = Discard, ["Synthetic:KeepDays"] = "3" });

    /// <summary>Ten o'clock of the next civil day; nothing has run there yet.</summary>
    public static void ToNextMorning(this WayHouse house) => house.Time.AdvanceTo(new DateTimeOffset(house.Now.Date.AddDays(1).AddHours(7), TimeSpan.Zero));

    public static Task<int> WalkAsync(this WayHouse house) => house.Get<SyntheticWalker>().RunAsync(CancellationToken.None);

    public static async Task<SyntheticStanding> SyntheticAsync(this WayHouse house) => (await house.Get<SyntheticWalker>().StandingAsync(CancellationToken.None))!;

    public static async Task<SyntheticWalk> NewestAsync(this WayHouse house) => (await house.SyntheticAsync()).Walk!;

    public static Task<IReadOnlyList<IntakeRow>> WalkedRowsAsync(this WayHouse house) => house.Intake.ListAsync(SyntheticMunicipality.Id, null, CancellationToken.None);

    public static async Task<CaseRecord> WalkedAsync(this WayHouse house)
    {
        var row = (await house.WalkedRowsAsync()).MaxBy(r => r.ReceivedAt)!;
        row.Disposition.ShouldBe(Dispositions.NewCase, row.Reason);
        return await house.ReadAsync(new CaseRef(row.Municipality, row.CaseId!));
    }

    public static async Task<IReadOnlyList<PersonTask>> ToldAsync(this WayHouse house) => [.. (await house.TasksAsync()).Where(t => t.Kind == SyntheticNews.TaskKind)];
}
