using SocialWorkflows.Mail.Threads;

namespace SocialWorkflows.Tests.Mail;

public sealed class LetterTieTests
{
    [Theory]
    [InlineData(LetterTies.Answer, false, true)]
    [InlineData(LetterTies.Answer, true, true)]
    [InlineData(LetterTies.Number, false, false)]
    [InlineData(LetterTies.SameSender | LetterTies.ProvenSender, false, false)]
    [InlineData(LetterTies.Number | LetterTies.SameSender, false, true)]
    [InlineData(LetterTies.Number | LetterTies.SameSender, true, false)]
    [InlineData(LetterTies.Number | LetterTies.ProvenSender, false, true)]
    [InlineData(LetterTies.None, false, false)]
    public void IsShown_ANumberAlone_NeverSuffices(LetterTies ties, bool isForged, bool expected) => LetterTieRule.IsShown(ties, isForged).ShouldBe(expected);
}
