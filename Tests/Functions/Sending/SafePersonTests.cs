using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>Somebody watches the person, not the case: what is set on one of their cases holds for all in the municipality.</summary>
public sealed class SafePersonTests
{
    private static readonly CaseRef First = TestCases.Reference;
    private static readonly CaseRef Second = new("smiltene", "c0000000000000002");

    [Theory]
    [InlineData("berta@inbox.example", TestCases.Code, SafeModes.Silent)]
    [InlineData("new@inbox.example", TestCases.Code, SafeModes.Silent)]
    [InlineData("BERTA@inbox.example", "000160-10012", SafeModes.Silent)]
    [InlineData("other@inbox.example", "000160-10012", SafeModes.Off)]
    public async Task Mode_SetOnOneCase_HoldsForThePersonAndTheMailbox(string replyTo, string code, string expected)
    {
        await using var house = new SendingHouse();
        await ReceiveAsync(house, First);
        await ReceiveAsync(house, Second, replyTo, code);
        await SetAsync(house, First, 1, SafeModes.Silent);

        (await ModeAsync(house, Second)).ShouldBe(expected);
    }

    [Fact]
    public async Task Mode_OfAnotherMunicipality_IsItsOwn()
    {
        await using var house = new SendingHouse();
        await ReceiveAsync(house, First);
        var foreign = new CaseRef("iecava", "c0000000000000003");
        await ReceiveAsync(house, foreign);
        await SetAsync(house, foreign, 1, SafeModes.Silent);

        (await ModeAsync(house, First)).ShouldBe(SafeModes.Off);
    }

    [Fact]
    public async Task Mode_OfAClosedCase_HoldsUntilSomethingNewerIsSaid()
    {
        await using var house = new SendingHouse();
        await ReceiveAsync(house, First);
        await SetAsync(house, First, 1, SafeModes.Silent);
        await house.Journal.AppendAsync(new Append { Case = First, Key = "closed", Decide = _ => [new CaseClosed(new DateOnly(2026, 6, 8))] }, CancellationToken.None);
        house.Time.Advance(TimeSpan.FromDays(1));
        await ReceiveAsync(house, Second);
        (await ModeAsync(house, Second)).ShouldBe(SafeModes.Silent);

        await SetAsync(house, Second, 1, SafeModes.Off);

        (await ModeAsync(house, Second)).ShouldBe(SafeModes.Off);
    }

    [Fact]
    public async Task Mode_TakenBackOnOneOpenCase_StaysWhileAnotherSaysSo()
    {
        await using var house = new SendingHouse();
        await ReceiveAsync(house, First);
        await ReceiveAsync(house, Second);
        await SetAsync(house, First, 1, SafeModes.Silent);
        await SetAsync(house, Second, 1, SafeModes.Silent);
        house.Time.Advance(TimeSpan.FromDays(1));

        await SetAsync(house, Second, 2, SafeModes.Off);
        (await ModeAsync(house, Second)).ShouldBe(SafeModes.Silent);

        await SetAsync(house, First, 2, SafeModes.Off);
        (await ModeAsync(house, Second)).ShouldBe(SafeModes.Off);
    }

    [Fact]
    public async Task MailOfOneCase_WaitingWhenTheModeIsSetOnAnother_Stays()
    {
        await using var house = new SendingHouse();
        await ReceiveAsync(house, First);
        await ReceiveAsync(house, Second);
        var sender = new FakeSender { IsDown = true };
        var process = house.Start(sender);
        var order = SendingHouse.Order(1, StatusMails.TermExtended, Second.CaseId);
        await process.SendAsync(order);

        await SetAsync(house, First, 1, SafeModes.Silent);
        sender.IsDown = false;
        house.Time.Advance(TimeSpan.FromHours(1));
        await process.DrainAsync();

        sender.Left.ShouldBeEmpty();
        (await house.RowAsync(order)).State.ShouldBe(SendStates.Held);

        // Only who knows that it is safe lets it go, and then once.
        await SetAsync(house, First, 2, SafeModes.Off);
        await process.DrainAsync();
        sender.Left.ShouldBeEmpty();
        await process.Desk.ReleaseAsync(order.OperationId, CancellationToken.None);
        await process.DrainAsync();
        await process.Desk.ReleaseAsync(order.OperationId, CancellationToken.None);
        await process.DrainAsync();
        sender.Left.Count.ShouldBe(1);
    }

    private static Task<AppendResult> ReceiveAsync(SendingHouse house, CaseRef reference, string replyTo = "berta@inbox.example", string code = TestCases.Code) => house.Journal.AppendAsync(
        new Append { Case = reference, Key = "received", Decide = _ => [TestCases.Received() with { ReplyTo = replyTo, Applicant = TestCases.Received().Applicant with { PersonalCode = code } }] }, CancellationToken.None);

    private static Task<AppendResult> SetAsync(SendingHouse house, CaseRef reference, int round, string mode) => house.Journal.AppendAsync(
        new Append { Case = reference, Key = $"safe:{round}", Decide = _ => [new SafeModeSet(round, mode, "", "p")] }, CancellationToken.None);

    private static async Task<string> ModeAsync(SendingHouse house, CaseRef reference) =>
        await new SafeMail(house.Journal, house.Board, house.Tasks, house.Time).ModeOfAsync((await house.Journal.ReadAsync(reference, CancellationToken.None))!, CancellationToken.None);
}
