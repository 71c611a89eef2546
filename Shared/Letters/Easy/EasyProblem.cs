namespace SocialWorkflows.Letters.Easy;

/// <summary>What is not easy about a sentence.</summary>
public enum EasyFault
{
    LongSentence,

    /// <summary>More than one clause beside the main one, two statements joined, or a semicolon, dash or brackets.</summary>
    SeveralIdeas,
    BureaucraticWord,
    ForeignWord,
    Abbreviation,

    /// <summary>„30.06.2026.” or „2026-06-30” instead of the month's name.</summary>
    NumericDate,
}

/// <param name="Found">The word, or the number of words.</param>
public sealed record EasyProblem(EasyFault Fault, string Sentence, string Found);
