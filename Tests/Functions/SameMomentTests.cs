using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Workplace.Commands;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Two things at one moment: the first one counts, and whoever comes second is told and changes nothing.</summary>
public sealed class SameMomentTests
{
    private const int Races = 6;

    private static readonly string[] Deciding = [Verbs.Approve, Verbs.Withdraw];

    [Theory]
    [InlineData(Verbs.Approve, Verbs.Withdraw)]
    [InlineData(Verbs.Withdraw, Verbs.Approve)]
    public async Task F11_ApprovalAndWithdrawalOfOneVersion_TheFirstCountsAndTheSecondIsTold(string first, string second)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ProposedAsync(house, "order");
        var (one, other) = (await CommandAsync(house, reference, first), await CommandAsync(house, reference, second));

        (await CarryOutAsync(house, one)).Status.ShouldBe(CommandStatuses.Done);
        var told = await CarryOutAsync(house, other);

        IsTold(told);
        await CountsAsync(house, reference, first);
    }

    [Fact]
    public async Task F11_ApprovalAndWithdrawalAtOnce_OneCountsAndTheOtherIsTold()
    {
        await using var house = await WayHouse.StartAsync();
        for (var race = 0; race < Races; race++)
        {
            var reference = await ProposedAsync(house, $"race{race}");
            CaseCommand[] commands = [await CommandAsync(house, reference, Deciding[race % 2]), await CommandAsync(house, reference, Deciding[1 - (race % 2)])];
            using var start = new Barrier(commands.Length);

            var outcomes = await Task.WhenAll(commands.Select(command => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return CarryOutAsync(house, command);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()));

            outcomes.Count(o => o.Status == CommandStatuses.Done).ShouldBe(1);
            IsTold(outcomes.Single(o => o.Status != CommandStatuses.Done));
            await CountsAsync(house, reference, commands[Array.FindIndex(outcomes, o => o.Status == CommandStatuses.Done)].Verb);
        }
    }

    /// <summary>The clock's rung is written between the look of whoever approves and their tap: they see the case anew, and their second tap counts.</summary>
    [Fact]
    public async Task F11_TimerJustBeforeTheApproval_ApproverIsToldAndApprovesWhatIsNow()
    {
        var interposer = new Interposer();
        await using var house = await WayHouse.StartAsync(interposer: interposer);
        var reference = await ProposedAsync(house, "timer-first");
        var command = await CommandAsync(house, reference, Verbs.Approve);
        interposer.Before = async (journal, append) =>
        {
            if (append.ExpectedVersion is not null)
            {
                interposer.Before = (_, _) => Task.CompletedTask;
                await journal.AppendAsync(new Append { Case = reference, Key = "rung:decision:race", Decide = _ => [new RungFired(CaseClocks.Decision, 5, Roles.Head, "sm-vaditaja")] }, CancellationToken.None);
            }
        };

        var told = await CarryOutAsync(house, command);

        IsTold(told);
        told.Card.ShouldNotBeNull("the step still waits and is shown anew");
        (await house.StateAsync(reference)).Approval.ShouldBeNull();
        (await CarryOutAsync(house, await CommandAsync(house, reference, Verbs.Approve))).Status.ShouldBe(CommandStatuses.Done);
        (await FactsAsync<DecisionApproved>(house, reference)).ShouldBe(1);
    }

    /// <summary>The approval is written between the timer's look and what it writes: neither is lost, neither comes twice.</summary>
    [Fact]
    public async Task F11_ApprovalJustBeforeTheTimer_CountsOnceAndTheTimerIsNoTrouble()
    {
        var interposer = new Interposer();
        await using var house = await WayHouse.StartAsync(interposer: interposer);
        var reference = await ProposedAsync(house, "approval-first");
        CommandOutcome? approved = null;
        string? rung = null;
        interposer.Before = async (_, append) =>
        {
            if (append.Case == reference && append.Key.StartsWith("rung:", StringComparison.Ordinal) && rung is null)
            {
                rung = append.Key;
                approved = await CarryOutAsync(house, await CommandAsync(house, reference, Verbs.Approve));
            }
        };

        await house.MoveToAsync(house.Terms.EndOf((await house.StateAsync(reference)).DecisionClock!.Term.Due));

        rung.ShouldNotBeNull("a rung is due before the term is over");
        approved.ShouldNotBeNull().Status.ShouldBe(CommandStatuses.Done);
        (await FactsAsync<DecisionApproved>(house, reference)).ShouldBe(1);
        (await house.ReadAsync(reference)).Entries.GroupBy(e => e.Key).Where(g => g.Key.StartsWith("rung:", StringComparison.Ordinal)).ShouldAllBe(g => g.Count() == 1);
        (await house.TasksAsync()).ShouldNotContain(t => t.Kind == "instance-failed");
    }

    private static async Task<CaseRef> ProposedAsync(WayHouse house, string id)
    {
        var reference = await house.OpenCaseAsync(Residents.Application($"same-moment-{id}", house.Now));
        await house.PrepareAsync(reference);
        await house.ProposeAsync(reference);
        return reference;
    }

    /// <summary>What the person sends from the case as it is now.</summary>
    private static async Task<CaseCommand> CommandAsync(WayHouse house, CaseRef reference, string verb)
    {
        var record = await house.ReadAsync(reference);
        Dictionary<string, string> data = verb == Verbs.Withdraw
            ? new() { ["askedOn"] = WayHouse.Day(house.Terms.DayOf(house.Now)), ["note"] = "Lūdz atsaukt.", ["channel"] = "hand", ["address"] = "Citur 2" }
            : [];
        return new CaseCommand
        {
            Case = reference,
            Version = record.Version,
            Round = CommandRules.Find(verb)!.Step is { } step ? record.Standing.Find(step)?.Round ?? 1 : 1,
            Verb = verb,
            Actor = house.PersonOf(verb),
            Data = JsonSerializer.SerializeToElement(data),
        };
    }

    private static Task<CommandOutcome> CarryOutAsync(WayHouse house, CaseCommand command) =>
        house.Get<CommandDoor>().CarryOutAsync(command, UiTexts.Latvian, CancellationToken.None);

    private static void IsTold(CommandOutcome outcome)
    {
        outcome.Status.ShouldBe(CommandStatuses.Stale);
        outcome.Message.ShouldNotBeNullOrWhiteSpace();
    }

    private static async Task CountsAsync(WayHouse house, CaseRef reference, string verb)
    {
        await house.SettleAsync();
        (await FactsAsync<DecisionApproved>(house, reference), await FactsAsync<ApplicationWithdrawn>(house, reference)).ShouldBe(verb == Verbs.Approve ? (1, 0) : (0, 1));
    }

    private static async Task<int> FactsAsync<T>(WayHouse house, CaseRef reference)
        where T : CaseEvent =>
        (await house.ReadAsync(reference)).Entries.Count(e => e.Event is T);
}
