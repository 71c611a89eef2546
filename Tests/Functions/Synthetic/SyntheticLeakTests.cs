using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Hosting.Telemetry;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Synthetic;

/// <summary>Nothing of a walk reaches people, and nothing of people becomes part of a walk.</summary>
public class SyntheticLeakTests
{
    [Fact]
    public async Task Walk_BesideAPersonsCase_IsNowhereInWhatPeopleSee()
    {
        await using var house = await SyntheticHouse.StartAsync();
        var own = await house.OpenCaseAsync(Residents.Application("own", house.Now));
        house.ToNextMorning();
        await house.SettleAsync();
        (await house.NewestAsync()).Step.ShouldBe(SyntheticSteps.Notified);
        var walked = (await house.WalkedAsync()).Case.CaseId;

        (await house.Get<ICaseBoard>().ListAsync("smiltene", null, includeClosed: true, CancellationToken.None)).ShouldHaveSingleItem().Case.ShouldBe(own);
        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).Count.ShouldBe(1);
        (await house.TasksAsync()).ShouldBeEmpty();
        (await house.SendsAsync()).ShouldAllBe(s => s.SubjectId == own.CaseId);
        await house.Get<FigureKeeper>().CountAsync(CancellationToken.None);
        house.Get<FigureKeeper>().Last.Select(f => f.Municipality).ShouldNotContain(SyntheticMunicipality.Id);
        house.Get<FigureKeeper>().Last.Sum(f => f.OpenCases).ShouldBe(1);
        DevelopmentSignIn.PeopleOf(house.Get<StaffDirectory>()).ShouldAllBe(p => p.Municipality != SyntheticMunicipality.Id);
        house.Get<StaffDirectory>().People.Where(p => p.Municipality == SyntheticMunicipality.Id).ShouldAllBe(p => p.EntraId == null);

        using var board = await house.BrowseAsync(house.Person(Roles.Head));
        foreach (var page in new[] { "/", "/reports", "/duty", "/places", "/tasks", "/review", "/forms", "/lists", "/destruction" })
        {
            var seen = await board.ReadAsync(page);
            seen.ShouldNotContain(walked, customMessage: page);
            seen.ShouldNotContain("intētisk", customMessage: page);
            seen.ShouldNotContain(SyntheticMunicipality.Id, customMessage: page);
        }
    }

    [Fact]
    public async Task Log_OfAWalk_HasNothingOfItsResident()
    {
        await using var house = await SyntheticHouse.StartAsync();
        house.ToNextMorning();
        await house.SettleAsync();

        using var log = new StreamReader(new FileStream(Path.Combine(house.Data.Demo, "log.txt"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = await log.ReadToEndAsync(TestContext.Current.CancellationToken);
        text.ShouldContain("The synthetic walk of");
        text.ShouldNotContain("Sintija");
        text.ShouldNotContain("-20900");
        text.ShouldNotContain(SyntheticHouse.Discard);
    }

    /// <summary>The same signed papers in another mail: its authority is nobody's for people.</summary>
    [Fact]
    public async Task Papers_OfAWalkInAnotherMail_OpenNoCase()
    {
        await using var house = await SyntheticHouse.StartAsync();
        house.ToNextMorning();
        await house.WalkAsync();
        var file = Directory.GetFiles(Path.Combine(house.Data.Mailbox, "new")).ShouldHaveSingleItem();
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).Replace("Message-ID: <synthetic-", "Message-ID: <forged-", StringComparison.Ordinal));
        house.DeliverRaw("forged", changed);

        await house.SettleAsync();

        (await house.WalkedRowsAsync()).Count.ShouldBe(1);
        var forged = (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem();
        forged.Disposition.ShouldBe(Dispositions.Review);
        forged.CaseId.ShouldBeNull();
    }

    [Theory]
    [InlineData("cits@inbox.example", false)]
    [InlineData(SyntheticHouse.Discard, true)]
    public void Gate_ForMailOfAWalk_AdmitsTheDiscardAddressOnly(string to, bool admitted)
    {
        var gate = new RecipientGate(new OutgoingOptions { Sender = OutgoingOptions.Smtp, Recipients = OutgoingOptions.Everyone }, new SyntheticOptions { Mode = SyntheticOptions.On, Discard = SyntheticHouse.Discard });

        gate.Admits(SyntheticMunicipality.Id, Residents.Letter("x", DateTimeOffset.UnixEpoch) with { To = [new SocialWorkflows.Mail.MailAddress(null, to)] }).ShouldBe(admitted);
    }

    [Theory]
    [InlineData("yes", SyntheticHouse.Discard, "APR_MAJAS", "is not known")]
    [InlineData("on", "", "APR_MAJAS", "is no address")]
    [InlineData("on", "two words@sintetika.example", "APR_MAJAS", "is no address")]
    [InlineData("on", Residents.Mailbox, "APR_MAJAS", "comes in again")]
    [InlineData("on", SyntheticHouse.Discard, "NAV_TADA", "is no service")]
    public async Task Settings_ThatCannotBeUsed_StopTheStart(string mode, string discard, string service, string why)
    {
        var problem = await Should.ThrowAsync<Exception>(() => WayHouse.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Synthetic:Mode"] = mode,
            ["Synthetic:Discard"] = discard,
            ["Synthetic:Service"] = service,
        }));

        problem.ToString().ShouldContain(why);
    }

    [Fact]
    public async Task Settings_ByDefault_WalkNothing()
    {
        await using var house = await WayHouse.StartAsync();
        house.ToNextMorning();

        (await house.WalkAsync()).ShouldBe(0);

        house.Get<MunicipalityDirectory>().Find(SyntheticMunicipality.Id).ShouldBeNull();
        (await house.Get<SyntheticWalker>().StandingAsync(CancellationToken.None)).ShouldBeNull();
    }
}
