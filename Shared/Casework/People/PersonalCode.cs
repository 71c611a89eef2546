using System.Diagnostics.CodeAnalysis;

namespace SocialWorkflows.Casework.People;

/// <summary>
/// A Latvian personal code in either of its forms: the old one with a date of birth (issued to 30.06.2017) and the new one
/// with 3 and a digit 2–9 in front, which tells nothing about the person. Its text form is masked, so that it cannot slip
/// into a log; the digits leave only through <see cref="Digits"/> and <see cref="Formatted"/>.
/// </summary>
public sealed class PersonalCode : IEquatable<PersonalCode>
{
    private const int Length = 11;
    private const int PrefixLength = 6;

    private PersonalCode(string digits, DateOnly? birthDate)
    {
        Digits = digits;
        BirthDate = birthDate;
        IsNew = IsNewForm(digits);
        IsDemo = !IsNew && digits.StartsWith("00", StringComparison.Ordinal);
        ChecksumMatches = PersonalCodeChecksum.Matches(digits);
    }

    /// <summary>The eleven digits.</summary>
    public string Digits { get; }

    /// <summary>Issued without a date of birth, from 01.07.2017.</summary>
    public bool IsNew { get; }

    /// <summary>Day 00: a test code that belongs to nobody.</summary>
    public bool IsDemo { get; }

    /// <summary>From the old form only; null for new and demo codes.</summary>
    public DateOnly? BirthDate { get; }

    /// <summary>
    /// The usual check digit fits. A mismatch is a warning for staff and never a reason to refuse: the rule is not
    /// officially published, and new codes are random by law.
    /// </summary>
    public bool ChecksumMatches { get; }

    /// <summary><c>DDDDDD-DDDDD</c>, as printed in decisions.</summary>
    public string Formatted => $"{Digits[..PrefixLength]}-{Digits[PrefixLength..]}";

    /// <summary><c>******-*1234</c>, as shown on cards and pages.</summary>
    public string Masked => $"******-*{Digits[^4..]}";

    /// <summary>
    /// Reads a code as people and certificates write it: with or without the hyphen, with blanks around, with the
    /// <c>PNOLV-</c> of a certificate's serial number. False when the form or the date in it is impossible.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PersonalCode? code)
    {
        code = null;
        var digits = PersonalCodeText.Normalise(text);
        if (digits.Length != Length || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        if (IsNewForm(digits))
        {
            code = new PersonalCode(digits, birthDate: null);
            return true;
        }

        if (!PersonalCodeText.TryReadBirth(digits, out var birthDate))
        {
            return false;
        }

        code = new PersonalCode(digits, birthDate);
        return true;
    }

    public bool Equals(PersonalCode? other) => other is not null && other.Digits == Digits;

    public override bool Equals(object? obj) => Equals(obj as PersonalCode);

    public override int GetHashCode() => Digits.GetHashCode(StringComparison.Ordinal);

    /// <summary>Masked on purpose.</summary>
    public override string ToString() => Masked;

    private static bool IsNewForm(string digits) => digits[0] == '3' && digits[1] is >= '2' and <= '9';
}
