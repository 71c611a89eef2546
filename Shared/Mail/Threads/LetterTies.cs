namespace SocialWorkflows.Mail.Threads;

/// <summary>What ties a mail to an earlier letter that is no case.</summary>
[Flags]
public enum LetterTies
{
    None = 0,

    /// <summary>Answers our answer about that letter (In-Reply-To, References). Only who has seen our answer knows its id.</summary>
    Answer = 1,

    /// <summary>The letter's number stands in the subject. Numbers can be guessed.</summary>
    Number = 2,

    /// <summary>From is the address that letter came from. A From can be forged.</summary>
    SameSender = 4,

    /// <summary>As <see cref="SameSender"/>, and our mail server found the From genuine.</summary>
    ProvenSender = 8,
}

/// <summary>Which earlier letters staff are shown beside a mail. It decides nothing, and its sender never hears of it.</summary>
public static class LetterTieRule
{
    /// <param name="ties">Found.</param>
    /// <param name="isForged">The From was found to be forged: then it says nothing.</param>
    public static bool IsShown(LetterTies ties, bool isForged) =>
        ties.HasFlag(LetterTies.Answer)
        || (!isForged && ties.HasFlag(LetterTies.Number) && (ties & (LetterTies.SameSender | LetterTies.ProvenSender)) != LetterTies.None);
}
