using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Tests.Support;
using static SocialWorkflows.Tests.Functions.Housekeeping.DestructionHouse;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>Who looked at what is kept for a term of its own, and no longer than the case.</summary>
public sealed class LookTermTests : IDisposable
{
    private const string Head = "sm-vaditaja";

    private static readonly CancellationToken Now = CancellationToken.None;

    private readonly string _packs = Directory.CreateTempSubdirectory("socialworkflows-packs-").FullName;

    public void Dispose() => Directory.Delete(_packs, recursive: true);

    [Fact]
    public async Task Night_LooksPastTheirTerm_GoAsManyAsOneNightTakesAndWhatIsHeldStays()
    {
        await using var house = await StartAsync(_packs);
        var held = await house.OpenCaseAsync(Residents.Application("looks-held", house.Now));
        var message = (await house.Intake.ListAsync("smiltene", null, Now)).Single(m => m.CaseId == held.CaseId).IntakeId;
        await house.Get<DestructionDesk>().HoldEarlyAsync("smiltene", (await house.StateAsync(held)).Number!, Head, "Tiesvedība.", Now);
        foreach (var subject in new[] { held.CaseId, message, "list", "list", "list" })
        {
            await LookAsync(house, subject);
        }

        await LookAsync(house, "list", "iecava");
        var term = house.Get<LookTerm>();
        house.Time.Advance(TimeSpan.FromDays(364));
        (await term.RunAsync(Now)).ShouldBe(0, "the year is not over");
        house.Time.Advance(TimeSpan.FromDays(2));
        await LookAsync(house, "list");
        var options = house.Get<IOptions<RetentionOptions>>().Value;
        options.LegalHold = true;
        (await term.RunAsync(Now)).ShouldBe(0, "a legal hold");
        options.LegalHold = false;

        (await term.RunAsync(2, Now)).ShouldBe(2);
        (await NumbersAsync(house, "list")).ShouldBe([4, 3]);
        await house.Get<NightRound>().RunAsync(most: null, Now);

        (await NumbersAsync(house, "list")).ShouldBe([4]);
        (await NumbersAsync(house, "list", "iecava")).ShouldBe([1], "that municipality has said no term");
        (await NumbersAsync(house, held.CaseId), await NumbersAsync(house, message)).ShouldSatisfyAllConditions(n => n.Item1.ShouldBe([1]), n => n.Item2.ShouldBe([1]));
        await house.Get<DestructionDesk>().ReleaseAsync("smiltene", RetentionKinds.Case, held.CaseId, Head, "Beidzās.", Now);
        (await term.RunAsync(Now)).ShouldBe(2);
        (await house.Get<IJournalVerifier>().VerifyAsync(Now)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Destruction_OfACase_TakesItsLooksAndWhatPeopleTypedThere()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ApprovedAsync(house, "looks-gone");
        var message = (await house.Intake.ListAsync("smiltene", null, Now)).First(m => m.CaseId == reference.CaseId).IntakeId;
        foreach (var subject in new[] { reference.CaseId, message, "other" })
        {
            await LookAsync(house, subject);
        }

        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);

        (await NumbersAsync(house, reference.CaseId)).ShouldBeEmpty();
        (await NumbersAsync(house, message)).ShouldBeEmpty();
        (await NumbersAsync(house, "other")).ShouldBe([1]);
        (await house.Get<IJournalVerifier>().VerifyAsync(Now)).Problems.ShouldBeEmpty();
    }

    private static Task<Look> LookAsync(WayHouse house, string subject, string municipality = "smiltene") =>
        house.Get<ILooks>().WriteAsync(new Look { Municipality = municipality, SubjectId = subject, PersonId = Head, Kind = LookKinds.Glass, Reason = "Zvanīja māsa Izdomātā." }, Now);

    private static async Task<IReadOnlyList<long>> NumbersAsync(WayHouse house, string subject, string municipality = "smiltene") =>
        [.. (await house.Get<ILooks>().ListAsync(municipality, subject, null, 100, Now)).Select(l => l.Number)];
}
