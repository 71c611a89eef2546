using SocialWorkflows.Connectors.EAddress.Div;
using SocialWorkflows.Connectors.Files;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>What is kept of notices: kills at every write, two at once, and destruction.</summary>
public sealed class DivNoticesTests : IDisposable
{
    private const string Operation = "case1-decision";
    private static readonly CancellationToken Now = CancellationToken.None;

    private readonly string _root = Directory.CreateTempSubdirectory("socialworkflows-notices-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Kill_AtEachWrite_IsSentOnceAndToldOnceAndUndeliveredIsTold(bool writesLast, bool answerLost)
    {
        int writes;
        await using (var whole = await StartAsync("whole"))
        {
            await WayAsync(whole, answerLost);
            writes = whole.Kept.Writes;
        }

        var asked = 0;
        writes.ShouldBeGreaterThan(10);
        for (var write = 1; write <= writes; write++)
        {
            await using var mortal = await StartAsync($"at-{write}");
            (mortal.Kept.DiesAt, mortal.Kept.WritesLast) = (write, writesLast);

            await WayAsync(mortal, answerLost);

            // Killed after it was written down that the call begins, and before it did: the one case in which a person is asked.
            mortal.House.Sent.Count.ShouldBe(writesLast && mortal.Asked ? 0 : 1, $"killed at write {write}");
            mortal.House.Div.Wrongs.ShouldBeEmpty();
            asked += mortal.Asked ? 1 : 0;
        }

        asked.ShouldBe(writesLast ? 1 : 0);
    }

    [Fact]
    public async Task Recall_InTheMomentOfTheCall_IsRefusedOrNothingIsSent()
    {
        for (var write = 1; write <= 3; write++)
        {
            await using var mortal = await StartAsync($"recall-{write}");
            await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);
            var isRecalled = false;
            var happened = BeforeWrite(mortal, write, async () => isRecalled = await mortal.House.Box.RecallAsync(DivHouse.Municipality, Operation, Now));

            await mortal.House.RoundAsync();
            await mortal.House.RoundAsync();

            happened().ShouldBeTrue();
            mortal.House.Sent.Count.ShouldBe(isRecalled ? 0 : 1, $"recalled before write {write}");
        }
    }

    [Fact]
    public async Task Round_TwoAtOnce_TheSecondStopsBeforeTheCall()
    {
        await using var mortal = await StartAsync("two");
        await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);
        mortal.Kept.Before = async _ =>
        {
            mortal.Kept.Before = async _ => await mortal.House.RoundAsync();
            await Task.CompletedTask;
        };

        await mortal.House.RoundAsync();

        mortal.House.Sent.Count.ShouldBe(1);
        (await mortal.House.RoundAsync()).ShouldHaveSingleItem().SentAt.ShouldNotBeNull();
        mortal.House.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Round_ThatReadBeforeAnotherSent_StopsBeforeTheCallAtWhicheverWrite()
    {
        for (var write = 1; write <= 12; write++)
        {
            await using var mortal = await StartAsync($"overlap-{write}");
            await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);
            BeforeWrite(mortal, write, () => mortal.House.RoundAsync());

            await mortal.House.RoundAsync();
            await mortal.House.RoundAsync();

            mortal.House.Sent.Count.ShouldBe(1, $"overlapped at write {write}");
            (await mortal.House.RoundAsync()).ShouldHaveSingleItem().SentAt.ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Recall_WhileACallIsUnderWayWhoseBeginAnotherRoundTookBack_IsRefusedOrNothingIsSent(bool isBeforeTheState)
    {
        await using var mortal = await StartAsync($"taken-back-{isBeforeTheState}");
        await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);
        bool? isRecalled = null;

        // The other round fails at the door and takes the common begin back, just before or after this one writes down that its call begins.
        Func<string, Task>? look = null;
        look = async name =>
        {
            if (name.Contains("/state/", StringComparison.Ordinal) != isBeforeTheState && isRecalled is null && (await mortal.House.Notices.SendingAsync(Operation, Now)).State == (isBeforeTheState ? DivSendingState.Planned : DivSendingState.Sending))
            {
                await mortal.House.Notices.TakeBackBeginAsync(Operation, Now);
                isRecalled = await mortal.House.Box.RecallAsync(DivHouse.Municipality, Operation, Now);
            }

            mortal.Kept.Before = isRecalled is null ? look : null;
        };
        mortal.Kept.Before = look;

        await mortal.House.RoundAsync();
        await mortal.House.RoundAsync();

        isRecalled.ShouldNotBeNull();
        mortal.House.Sent.Count.ShouldBe(isRecalled.Value ? 0 : 1);
    }

    [Fact]
    public async Task State_ReadBeforeAnotherRoundWentOn_IsNotSaved()
    {
        await using var mortal = await StartAsync("stale");
        var notices = mortal.House.Notices;
        await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);
        var read = await notices.SendingAsync(Operation, Now);
        await mortal.House.RoundAsync();
        var sent = await notices.SendingAsync(Operation, Now);

        await Should.ThrowAsync<DivOvertakenException>(() => notices.SaveAsync(Operation, read with { State = DivSendingState.Sending }, Now));

        (await notices.SendingAsync(Operation, Now)).ShouldBe(sent);
        sent.State.ShouldBe(DivSendingState.Sent);
    }

    [Theory]
    [InlineData("state", "{ not json")]
    [InlineData("state", "null")]
    [InlineData("notice", "{ not json")]
    [InlineData("notice", "null")]
    public async Task Round_OneNoticeCannotBeRead_TheOthersAreSentAndAPersonIsTold(string part, string content)
    {
        await using var mortal = await StartAsync($"unreadable-{part}");
        await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);
        await mortal.House.Box.SendAsync(DivHouse.Notice("case2-decision"), Now);
        await mortal.House.Notices.SaveAsync(Operation, await mortal.House.Notices.SendingAsync(Operation, Now), Now);
        var file = Directory.GetFiles(_root, "*", SearchOption.AllDirectories).Single(f => f.Contains($"/{Operation}/", StringComparison.Ordinal) && (Path.GetFileName(f) == part || Path.GetFileName(Path.GetDirectoryName(f)) == part));
        await File.WriteAllTextAsync(file, content, Now);

        await OthersAreSentAndAPersonIsToldAsync(mortal);
    }

    [Fact]
    public async Task Round_StateWhoseNameIsNoNumber_TheOthersAreSentAndAPersonIsTold()
    {
        await using var mortal = await StartAsync("nameless");
        await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);
        await mortal.House.Box.SendAsync(DivHouse.Notice("case2-decision"), Now);
        await mortal.Kept.AddAsync($"{DivHouse.Municipality}/notices/{Operation}/state/copy of 000001", "{}"u8.ToArray(), Now);

        await OthersAreSentAndAPersonIsToldAsync(mortal);
    }

    private static async Task OthersAreSentAndAPersonIsToldAsync(Mortal mortal)
    {
        (await mortal.House.RoundAsync()).Where(c => c.OperationId == "case2-decision").ShouldHaveSingleItem().SentAt.ShouldNotBeNull();

        mortal.House.Sent.ShouldHaveSingleItem();
        var told = (await mortal.House.TroublesAsync()).Select(t => (t.OperationId, t.Code)).Concat((await mortal.House.RoundAsync()).Where(c => c.Problem is not null).Select(c => ((string?)c.OperationId, c.Problem!)));
        told.ShouldContain((Operation, EAddressTrouble.Damaged));
        (await mortal.House.Box.DeleteAsync(operation => operation == Operation, Now)).ShouldBe(1);
        (await mortal.House.TroublesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Complete_OfAnOlderWord_LeavesTheNewerToBeTold()
    {
        await using var mortal = await StartAsync("late");
        await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);
        var first = (await mortal.House.RoundAsync()).ShouldHaveSingleItem();
        await mortal.House.Box.CompleteAsync(first, Now);
        mortal.House.Div.Notify(mortal.House.Sent[0].Id, "MessageDeliveryFailed");
        var late = (await mortal.House.RoundAsync()).ShouldHaveSingleItem();

        await mortal.House.Box.CompleteAsync(first, Now);
        (await mortal.House.RoundAsync()).ShouldBe([late], "the first was told again after a kill; the late word was not");

        await mortal.House.Box.CompleteAsync(late, Now);
        (await mortal.House.RoundAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Account_TakenOutOfTheSettings_IsStrandedUntilAllIsToldAndDestroyedAllTheSame()
    {
        await using var mortal = await StartAsync("account");
        await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);
        await using var without = new DivBox(new DivOptions(), mortal.Kept, new NoEAddressBox(), mortal.House.Time);

        (await without.StrandedAsync(Now)).ShouldBe([DivHouse.Municipality]);
        var told = (await mortal.House.RoundAsync()).ShouldHaveSingleItem();
        (await without.StrandedAsync(Now)).ShouldBe([DivHouse.Municipality]);
        await mortal.House.Box.CompleteAsync(told, Now);
        (await without.StrandedAsync(Now)).ShouldBeEmpty();
        (await mortal.House.Box.StrandedAsync(Now)).ShouldBeEmpty();

        (await without.DeleteAsync(_ => true, Now)).ShouldBe(1);
        (await new FolderKeptFiles(Path.Combine(_root, "account")).NamesAsync(string.Empty, Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Recall_Twice_StaysRecalledAndIsNotLaidAgain()
    {
        await using var mortal = await StartAsync("twice");
        await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);

        (await mortal.House.Box.RecallAsync(DivHouse.Municipality, Operation, Now)).ShouldBeTrue();
        (await mortal.House.Box.RecallAsync(DivHouse.Municipality, Operation, Now)).ShouldBeTrue();
        await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);

        (await mortal.House.RoundAsync()).ShouldBeEmpty();
        mortal.House.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Recall_BeforeItIsLaidDown_TheHandOverOnItsWayLaysNothingThatIsSent()
    {
        for (var write = 0; write <= 3; write++)
        {
            await using var mortal = await StartAsync($"early-{write}");
            var isRecalled = false;
            if (write == 0)
            {
                await RecallAsync();
            }
            else
            {
                BeforeWrite(mortal, write, RecallAsync);
            }

            await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);

            isRecalled.ShouldBeTrue($"at write {write}");
            (await mortal.House.RoundAsync()).ShouldBeEmpty($"at write {write}");
            mortal.House.Sent.ShouldBeEmpty();
            (await mortal.House.TroublesAsync()).ShouldBeEmpty();
            (await mortal.House.Box.DeleteAsync(operation => operation == Operation, Now)).ShouldBe(1);
            (await new FolderKeptFiles(Path.Combine(_root, $"early-{write}")).NamesAsync(string.Empty, Now)).ShouldBeEmpty();

            async Task RecallAsync() => isRecalled = await mortal.House.Box.RecallAsync(DivHouse.Municipality, Operation, Now);
        }
    }

    [Fact]
    public async Task Late_SentAndUndeliveredAtOnce_AreBothToldInThatOrder()
    {
        await using var mortal = await StartAsync("both");
        mortal.House.Div.Next("SendMessage", FakeDiv.Trouble.LoseAnswer);
        await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);
        await mortal.House.RoundAsync();
        mortal.House.Div.Notifications.Clear();
        mortal.House.Time.Advance(TimeSpan.FromMinutes(61));
        var asked = (await mortal.House.RoundAsync()).ShouldHaveSingleItem();
        asked.Problem.ShouldBe("UNKNOWN");
        await mortal.House.Box.CompleteAsync(asked, Now);

        mortal.House.Div.Notify(mortal.House.Sent[0].Id, "MessageDeliveryFailed");
        List<EAddressConfirmation> told = [];
        for (var round = 0; round < 3; round++)
        {
            foreach (var word in await mortal.House.RoundAsync())
            {
                told.Add(word);
                await mortal.House.Box.CompleteAsync(word, Now);
            }
        }

        told.Select(t => (t.SentAt, t.Problem)).ShouldBe([(mortal.House.Sent[0].At, null), ((DateTimeOffset?)null, "UNDELIVERED")]);
    }

    [Fact]
    public async Task Read_FileDamaged_IsAPersonsAndNothingIsSent()
    {
        await using var mortal = await StartAsync("damaged");
        await mortal.House.Box.SendAsync(DivHouse.Notice(), Now);
        await File.WriteAllTextAsync(Directory.GetFiles(_root, "*", SearchOption.AllDirectories).Single(f => Path.GetFileName(Path.GetDirectoryName(f)) == "files"), "other", Now);

        (await mortal.House.RoundAsync()).ShouldHaveSingleItem().Problem.ShouldBe("DAMAGED");

        mortal.House.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_TheNoticesOfACase_NothingOfThemIsLeftAndOthersStay()
    {
        await using var mortal = await StartAsync("delete");
        foreach (var operation in new[] { Operation, "case1-again", "case1p2-decision" })
        {
            await mortal.House.Box.SendAsync(DivHouse.Notice(operation), Now);
        }

        foreach (var confirmation in (await mortal.House.RoundAsync()).Where(c => c.OperationId != "case1-again"))
        {
            await mortal.House.Box.CompleteAsync(confirmation, Now);
        }

        (await mortal.House.Box.DeleteAsync(operation => operation.StartsWith("case1-", StringComparison.Ordinal), Now)).ShouldBe(2);
        (await mortal.House.Box.DeleteAsync(operation => operation.StartsWith("case1-", StringComparison.Ordinal), Now)).ShouldBe(0);

        var left = await new FolderKeptFiles(Path.Combine(_root, "delete")).NamesAsync(string.Empty, Now);
        left.ShouldAllBe(n => n.Contains("/notices/case1p2-decision/", StringComparison.Ordinal) || n.StartsWith("smiltene/messages/", StringComparison.Ordinal));
        left.Count(n => n.StartsWith("smiltene/messages/", StringComparison.Ordinal)).ShouldBe(1);
    }

    /// <summary>Lets something else happen right before a write.</summary>
    /// <returns>Whether it has happened.</returns>
    private static Func<bool> BeforeWrite(Mortal mortal, int write, Func<Task> act)
    {
        var left = write;
        mortal.Kept.Before = LookAsync;
        return () => left == 0;

        async Task LookAsync(string _)
        {
            if (--left == 0)
            {
                await act();
            }
            else
            {
                mortal.Kept.Before = LookAsync;
            }
        }
    }

    /// <summary>Laid down, sent, told, found undelivered, told: each step again after a kill.</summary>
    private static async Task WayAsync(Mortal mortal, bool answerLost)
    {
        List<EAddressConfirmation> told = [];
        if (answerLost)
        {
            mortal.House.Div.Next("SendMessage", FakeDiv.Trouble.LoseAnswer);
        }

        await TryAsync(mortal, () => mortal.House.Box.SendAsync(DivHouse.Notice(), Now));
        await TellAsync(mortal, told);
        if (mortal.House.Sent.Count == 0)
        {
            mortal.House.Time.Advance(TimeSpan.FromMinutes(61));
            await TellAsync(mortal, told);
            mortal.Asked = told.ShouldHaveSingleItem().Problem == "UNKNOWN";
            return;
        }

        mortal.House.Div.Notify(mortal.House.Sent[0].Id, "MessageDeliveryFailed");
        await TellAsync(mortal, told);

        // A kill between the telling and its being written down tells again: the case takes each once.
        told.Select(t => (t.SentAt, t.Problem)).Distinct().ShouldBe([(mortal.House.Sent[0].At, null), ((DateTimeOffset?)null, "UNDELIVERED")]);
    }

    private static async Task TellAsync(Mortal mortal, List<EAddressConfirmation> told)
    {
        for (var round = 0; round < 6; round++)
        {
            await TryAsync(mortal, async () =>
            {
                foreach (var confirmation in await mortal.House.RoundAsync())
                {
                    told.Add(confirmation);
                    await mortal.House.Box.CompleteAsync(confirmation, Now);
                }
            });
        }

        (await mortal.House.RoundAsync()).ShouldBeEmpty();
    }

    private static async Task TryAsync(Mortal mortal, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (IOException)
        {
            mortal.Kept.Revive();
            await mortal.House.RestartAsync();
            await step();
        }
    }

    private async Task<Mortal> StartAsync(string name)
    {
        var kept = new MortalKept(new FolderKeptFiles(Path.Combine(_root, name)));
        return new Mortal(await DivHouse.StartAsync(kept: kept), kept);
    }

    private sealed record Mortal(DivHouse House, MortalKept Kept) : IAsyncDisposable
    {
        /// <summary>A person was asked whether it left.</summary>
        public bool Asked { get; set; }

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }
}
