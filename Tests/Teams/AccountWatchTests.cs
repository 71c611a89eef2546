using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Teams;

/// <summary>Somebody's account is deleted in Entra ID while work waits for them (F30).</summary>
public sealed class AccountWatchTests
{
    private const string Worker = "sm-darbiniece";
    private const string Registrar = "sm-lietvede";
    private const string Head = "sm-vaditaja";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F30_AccountDeletedWhileTwelveCasesWait_AllArePassedOnWithinTheHourAndAPersonIsTold()
    {
        var accounts = new KnownAccounts();
        await using var house = await TeamsHouse.StartAsync(accounts: accounts);
        await house.InstallAsync(Worker, Registrar, Head);
        for (var i = 0; i < 12; i++)
        {
            await house.Way.OpenCaseAsync(Residents.Application($"gone-{i}", DemoFolder.Beginning));
        }

        await house.Courier.CatchUpAsync(Cancellation);
        var before = Others();

        accounts.Gone.Add(house.Staff(Worker).EntraId!.Value);
        await HourAsync(house);
        await house.Courier.CatchUpAsync(Cancellation);

        (Others() - before).ShouldBe(12);
        var roster = await house.Way.Get<DutyBook>().RosterAsync("smiltene", Cancellation);
        roster.IsAway(Worker, house.Way.Terms.DayOf(house.Way.Now)).ShouldBeTrue();
        (await TasksAsync(house)).ShouldHaveSingleItem().Role.ShouldBe(Roles.Head);
        await HourAsync(house);
        (await TasksAsync(house)).ShouldHaveSingleItem("told once");
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);

        int Others() => house.Connector.Cards.Count(c => c.Conversation != TeamsWire.ConversationOf(Worker));
    }

    [Fact]
    public async Task Account_EnabledAgain_BringsThePersonBack()
    {
        var accounts = new KnownAccounts();
        await using var house = await TeamsHouse.StartAsync(accounts: accounts);
        accounts.Gone.Add(house.Staff(Worker).EntraId!.Value);
        await HourAsync(house);
        (await IsAwayAsync(house)).ShouldBeTrue();

        accounts.Gone.Clear();
        await HourAsync(house);

        (await IsAwayAsync(house)).ShouldBeFalse();
    }

    [Fact]
    public async Task Absence_APersonEntered_IsNotEndedBecauseTheAccountWorks()
    {
        await using var house = await TeamsHouse.StartAsync(accounts: new KnownAccounts());
        var today = house.Way.Terms.DayOf(house.Way.Now);
        (await house.Way.Get<DutyBook>().EnterAsync(house.Staff(Worker), new AbsenceEntered(Worker, today, today.AddDays(3), null), Cancellation)).ShouldBe(AbsenceProblem.None);

        await HourAsync(house);

        (await IsAwayAsync(house)).ShouldBeTrue();
    }

    [Fact]
    public async Task Accounts_MostOfThemUnknown_IsAnOperatorsTaskAndNobodyIsAway()
    {
        var accounts = new KnownAccounts();
        await using var house = await TeamsHouse.StartAsync(accounts: accounts);
        accounts.Gone.UnionWith(house.Way.Get<SocialWorkflows.Functions.StaffDirectory>().People.Select(p => p.EntraId).OfType<Guid>());

        await HourAsync(house);

        (await IsAwayAsync(house)).ShouldBeFalse();
        (await TasksAsync(house, AccountWatch.UnreadKind)).ShouldHaveSingleItem().Role.ShouldBe(Roles.Operator);
    }

    [Fact]
    public async Task Accounts_MayNotBeAskedFor_IsAnOperatorsTaskAndTheRoundGoesOn()
    {
        var accounts = new KnownAccounts { Problem = new AccountsUnavailableException("no right") { IsRefusal = true } };
        await using var house = await TeamsHouse.StartAsync(accounts: accounts);

        await HourAsync(house);
        await HourAsync(house);

        (await TasksAsync(house, AccountWatch.UnreadKind)).ShouldHaveSingleItem();
        (await IsAwayAsync(house)).ShouldBeFalse();
    }

    [Fact]
    public async Task Head_TheOnlyOne_IsToldToTheOperator()
    {
        var accounts = new KnownAccounts();
        await using var house = await TeamsHouse.StartAsync(accounts: accounts);
        accounts.Gone.Add(house.Staff(Head).EntraId!.Value);

        await HourAsync(house);

        var task = (await TasksAsync(house)).ShouldHaveSingleItem();
        (task.Role, task.Text.Latvian.Contains("Neviena cita nav", StringComparison.Ordinal)).ShouldBe((Roles.Operator, true));
    }

    /// <summary>The round of housekeeping in which the hourly looks are due.</summary>
    private static async Task HourAsync(TeamsHouse house)
    {
        for (var round = 0; round < 60; round++)
        {
            await house.Way.Get<Housekeeper>().SweepAsync(Cancellation);
        }
    }

    private static async Task<bool> IsAwayAsync(TeamsHouse house) =>
        (await house.Way.Get<DutyBook>().RosterAsync("smiltene", Cancellation)).IsAway(Worker, house.Way.Terms.DayOf(house.Way.Now));

    private static async Task<IReadOnlyList<PersonTask>> TasksAsync(TeamsHouse house, string kind = AccountWatch.TaskKind) =>
        [.. (await house.Way.Get<IPersonTasks>().ListOpenAsync("smiltene", Cancellation)).Where(t => t.Kind == kind)];

    private sealed class KnownAccounts : IStaffAccounts
    {
        public HashSet<Guid> Gone { get; } = [];

        public AccountsUnavailableException? Problem { get; init; }

        public Task<IReadOnlySet<Guid>> UnusableAsync(IReadOnlyCollection<Guid> accounts, CancellationToken cancellation) =>
            Problem is null ? Task.FromResult<IReadOnlySet<Guid>>(Gone.Intersect(accounts).ToHashSet()) : throw Problem;
    }
}
