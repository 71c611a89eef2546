using FsCheck.Fluent;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Sending;

/// <summary>The send ledger's changes: forward only, whatever words of a provider come, how often and in what order.</summary>
public sealed class SendMovesTests
{
    private static readonly DateTimeOffset At = DemoFolder.Beginning;

    [Theory]
    [InlineData(SendStates.Sending)]
    [InlineData(SendStates.Doubt)]
    [InlineData(SendStates.Sent)]
    [InlineData(SendStates.Unknown)]
    [InlineData(SendStates.Failed)]
    [InlineData(SendStates.Held)]
    [InlineData(SendStates.Bounced)]
    public void Claim_AnythingButPlanned_IsRefused(string state) => SendMoves.Claim(Row(state), "l", At, At).ShouldBeNull();

    [Theory]
    [InlineData(SendStates.Failed)]
    [InlineData(SendStates.Unknown)]
    [InlineData(SendStates.Doubt)]
    [InlineData(SendStates.Planned)]
    public void Accept_RowThatWasThoughtLost_IsTheTruthAndTheCaseIsTold(string state)
    {
        var row = SendMoves.Accept(Row(state), At, "p", null)!;

        (row.State, row.DueAt, row.ProviderId).ShouldBe((SendStates.Sent, At, "p"));
        SendMoves.FollowedUp(row)!.DueAt.ShouldBeNull();
    }

    [Fact]
    public void PutBack_ProviderDown_DoesNotCountAgainstTheMail()
    {
        var tried = SendMoves.Claim(Row(SendStates.Planned), "l", At, At.AddMinutes(1))!;

        SendMoves.PutBack(tried, At, "down", counts: false)!.Attempts.ShouldBe(0);
        SendMoves.PutBack(tried, At, "later", counts: true)!.Attempts.ShouldBe(1);
    }

    /// <summary>Every order and repetition of a provider's words ends in the same state as the furthest of them alone.</summary>
    [Fact]
    public void Words_InAnyOrderAndNumber_EndWhereTheFurthestLeads() => Prop.ForAll(
        Gen.Elements("accept", "deliver", "bounce").NonEmptyListOf().ToArbitrary(),
        Gen.Elements(SendStates.Planned, SendStates.Sending, SendStates.Doubt, SendStates.Unknown, SendStates.Failed, SendStates.Held).ToArbitrary(),
        (words, from) =>
        {
            var row = Row(from);
            foreach (var word in words)
            {
                row = Said(row, word) ?? row;
            }

            var expected = words.Contains("bounce") ? SendStates.Bounced : words.Contains("deliver") ? SendStates.Delivered : SendStates.Sent;
            return row.State == expected && row.DueAt is not null && SendMoves.PutBack(row, At, "x", true) is null && SendMoves.GiveUp(row, SendStates.Failed, "x", At) is null;
        }).Hold();

    private static SendRow? Said(SendRow row, string word) => word switch
    {
        "accept" => SendMoves.Accept(row, At, null, null),
        "deliver" => SendMoves.Deliver(row, At),
        _ => SendMoves.Bounce(row, At, "5.1.1"),
    };

    private static SendRow Row(string state) => new()
    {
        OperationId = "o",
        Municipality = "smiltene",
        SubjectId = "c",
        Kind = "receipt",
        Channel = "email",
        MessageId = "o@x",
        State = state,
        Attempts = 0,
        PlannedAt = At,
        ChangedAt = At,
    };
}
