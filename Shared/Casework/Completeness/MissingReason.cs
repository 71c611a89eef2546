using SocialWorkflows.Casework.Calendars;

namespace SocialWorkflows.Casework.Completeness;

/// <summary>Why a document counts as missing. Persisted words: add, never rename.</summary>
public static class MissingWords
{
    public const string NotReceived = "not-received";
    public const string TooOld = "too-old";
    public const string NotForEverybody = "not-for-everybody";
}

/// <summary>One missing document with its reason; stored with the review, worded for letters and pages in both language levels.</summary>
public sealed record MissingReason(string Document, string Why)
{
    /// <summary>With <see cref="MissingWords.TooOld"/>: the date on the paper and the age allowed.</summary>
    public DateOnly? Dated { get; init; }

    public int? NotOlderThanMonths { get; init; }

    /// <summary>With <see cref="MissingWords.NotForEverybody"/>: for how many adults it came, and for how many it is needed.</summary>
    public int? Have { get; init; }

    public int? Need { get; init; }

    /// <summary>What follows the document's name in the official list; empty when it simply was not received.</summary>
    public string Official => Why switch
    {
        MissingWords.TooOld => $" (iesniegtais dokuments ir izsniegts {LatvianDate.Numeric(Dated!.Value)}; tas nedrīkst būt vecāks par {Months(NotOlderThanMonths!.Value)})",
        MissingWords.NotForEverybody => $" (iesniegts par {Have} no {Need} mājsaimniecības pilngadīgajiem locekļiem)",
        _ => "",
    };

    /// <summary>The same in easy language: sentences of their own.</summary>
    public string Easy => Why switch
    {
        MissingWords.TooOld => $" Jūsu papīrs ir par vecu. Tas ir no {LatvianDate.Genitive(Dated!.Value)}. Vajag jaunu papīru. Tas drīkst būt {NotOlderThanMonths} {(NotOlderThanMonths == 1 ? "mēnesi" : "mēnešus")} vecs.",
        MissingWords.NotForEverybody => $" Vajag papīrus par katru pieaugušo mājās. Mums ir {Have} no {Need}.",
        _ => "",
    };

    private static string Months(int months) => months % 10 == 1 && months % 100 != 11 ? $"{months} mēnesi" : $"{months} mēnešiem";
}
