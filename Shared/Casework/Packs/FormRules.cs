namespace SocialWorkflows.Casework.Packs;

/// <summary>The blank application a municipality publishes: its texts and its fields, in order.</summary>
public sealed record FormRules : IDated
{
    public required string Title { get; init; }

    /// <summary>How to fill it in, sign it and send it; one paragraph each.</summary>
    public required IReadOnlyList<string> Instructions { get; init; }

    public required IReadOnlyList<FormField> Fields { get; init; }

    /// <summary>What the person confirms by signing.</summary>
    public required string Declaration { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>One question of the form.</summary>
/// <param name="Id">A word of <see cref="FormFields"/>; stands in every published file, so that filled ones are read back.</param>
/// <param name="Label">As printed.</param>
/// <param name="Lines">Height in lines.</param>
/// <param name="Required">The form is not filled in without it.</param>
public sealed record FormField(string Id, string Label, int Lines = 1, bool Required = false);

/// <summary>What the program understands in a form. Published: add, never rename.</summary>
public static class FormFields
{
    public const string GivenName = "given";
    public const string Surname = "surname";
    public const string Code = "code";
    public const string Address = "address";
    public const string Phone = "phone";
    public const string Email = "email";
    public const string Household = "household";
    public const string Service = "service";
    public const string Problem = "problem";
    public const string AnswerAddress = "answer-address";

    internal static readonly IReadOnlyList<string> All = [GivenName, Surname, Code, Address, Phone, Email, Household, Service, Problem, AnswerAddress];
}
