using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialWorkflows.Casework.Handover;

/// <summary>What the book of hand-overs holds; nothing personal. Persisted: members and names may be added, never renamed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(HandoverMade), "file-made")]
[JsonDerivedType(typeof(HandoverReceipt), "receipt")]
public abstract record HandoverEntry
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static string Write(HandoverEntry entry) => JsonSerializer.Serialize(entry, Options);

    /// <exception cref="JsonException">The body is none of ours.</exception>
    public static HandoverEntry Read(string body) => JsonSerializer.Deserialize<HandoverEntry>(body, Options) ?? throw new JsonException("An entry of the hand-over book is empty.");
}

/// <summary>A file was made.</summary>
/// <param name="Id">Sixteen hexadecimal digits.</param>
/// <param name="From">First day on which a request ended.</param>
/// <param name="Until">Last day; the file says what was known at its end.</param>
/// <param name="Schema">Version of the format, <c>docs/handover-export.md</c>.</param>
/// <param name="Sha256">Of the file's bytes, lower-case hex.</param>
/// <param name="Manifest">Id of the document that lists which version of which case each row is; no personal data.</param>
/// <param name="Rows">All rows.</param>
/// <param name="Corrections">Of them, those that correct a row handed over before.</param>
/// <param name="Unreadable">Cases whose journal could not be read, by number or id: they are not in the file.</param>
public sealed record HandoverMade(string Id, DateOnly From, DateOnly Until, int Schema, string Sha256, string Manifest, int Rows, int Corrections, IReadOnlyList<string> Unreadable) : HandoverEntry
{
    /// <summary>Cases that were not looked at before the time was over: they are for the next file.</summary>
    public int Left { get; init; }
}

/// <summary>What the receiver said, as a person entered it.</summary>
/// <param name="File">Id of the file.</param>
/// <param name="Result">One of <see cref="HandoverResults"/>.</param>
/// <param name="On">Day of the receipt.</param>
/// <param name="Reference">Number or sign by which the receiver knows it.</param>
/// <param name="Reason">Why it was refused, whole or in part; null where it was not.</param>
/// <param name="Refused">Numbers of the cases whose rows were refused, with <see cref="HandoverResults.Partly"/>.</param>
public sealed record HandoverReceipt(string File, string Result, DateOnly On, string Reference, string? Reason, IReadOnlyList<string> Refused) : HandoverEntry;

/// <summary>How a file was received. Persisted: add, never rename.</summary>
public static class HandoverResults
{
    public const string Accepted = "accepted";
    public const string Refused = "refused";
    public const string Partly = "partly";

    public static readonly IReadOnlyList<string> All = [Accepted, Refused, Partly];
}

/// <summary>One row of a manifest.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Number">Its number.</param>
/// <param name="Version">The version of its journal that the row tells.</param>
/// <param name="Corrects">Id of the accepted file whose row it corrects; null for a row that is handed over for the first time.</param>
public sealed record HandedRow(string CaseId, string Number, long Version, string? Corrects);
