using System.Text;

namespace SocialWorkflows.Letters;

/// <summary>Latvian forms that letters and e-mails share. The machine has no culture data, so the words are written here.</summary>
public static class LatvianText
{
    private static readonly Month[] MonthNames =
    [
        new("janvāris", "janvāra", "janvārim", "janvārī"),
        new("februāris", "februāra", "februārim", "februārī"),
        new("marts", "marta", "martam", "martā"),
        new("aprīlis", "aprīļa", "aprīlim", "aprīlī"),
        new("maijs", "maija", "maijam", "maijā"),
        new("jūnijs", "jūnija", "jūnijam", "jūnijā"),
        new("jūlijs", "jūlija", "jūlijam", "jūlijā"),
        new("augusts", "augusta", "augustam", "augustā"),
        new("septembris", "septembra", "septembrim", "septembrī"),
        new("oktobris", "oktobra", "oktobrim", "oktobrī"),
        new("novembris", "novembra", "novembrim", "novembrī"),
        new("decembris", "decembra", "decembrim", "decembrī"),
    ];

    private static readonly string[] NumbersInGenitive =
    [
        "viena", "divu", "trīs", "četru", "piecu", "sešu", "septiņu", "astoņu", "deviņu", "desmit", "vienpadsmit", "divpadsmit",
    ];

    private static readonly string[] NumbersInNominative =
    [
        "viens", "divi", "trīs", "četri", "pieci", "seši", "septiņi", "astoņi", "deviņi", "desmit", "vienpadsmit", "divpadsmit",
    ];

    /// <summary>Nominative: „2026. gada 30. jūnijs”.</summary>
    public static string Date(DateOnly date) => Written(date, NameOf(date).Nominative);

    /// <summary>Genitive, after „no”: „2026. gada 1. jūlija”.</summary>
    public static string DateGenitive(DateOnly date) => Written(date, NameOf(date).Genitive);

    /// <summary>Dative, after „līdz”: „2026. gada 30. jūnijam”.</summary>
    public static string DateDative(DateOnly date) => Written(date, NameOf(date).Dative);

    /// <summary>Locative, „on that day”: „2026. gada 26. jūnijā”.</summary>
    public static string DateLocative(DateOnly date) => Written(date, NameOf(date).Locative);

    /// <summary>„a”, „a un b”, „a, b un c”.</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} un {items[^1]}",
    };

    /// <summary>A term of 1 to 12 months: „viena mēneša laikā”, „trīs mēnešu laikā”.</summary>
    public static string WithinMonths(int months) => $"{Number(NumbersInGenitive, months)} {(months == 1 ? "mēneša" : "mēnešu")} laikā";

    /// <summary>A term of 1 to 12 months in the nominative: „viens mēnesis”, „trīs mēneši”.</summary>
    public static string Months(int months) => $"{Number(NumbersInNominative, months)} {(months == 1 ? "mēnesis" : "mēneši")}";

    /// <summary>Personal code as documents print it, six digits, hyphen, five digits; anything of another shape is printed as it came.</summary>
    public static string PersonalCode(string code)
    {
        var digits = string.Concat(code.Where(char.IsAsciiDigit));
        var nothingElse = code.All(c => char.IsAsciiDigit(c) || c is '-' or ' ');
        return nothingElse && digits.Length == 11 ? $"{digits[..6]}-{digits[6..]}" : code.Trim();
    }

    /// <summary>
    /// Joins a letter and the combining mark after it into the Latvian letter they make. Some phones and computers write
    /// names decomposed, and .NET does not normalise without culture data.
    /// </summary>
    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0300', '\u036F'))
        {
            return text;
        }

        var composed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (composed.Length > 0 && Joined(composed[^1], c) is { } letter)
            {
                composed[^1] = letter;
            }
            else
            {
                composed.Append(c);
            }
        }

        return composed.ToString();
    }

    private static char? Joined(char letter, char mark)
    {
        var (from, to) = mark switch
        {
            '\u0304' => ("aeiouAEIOU", "āēīōūĀĒĪŌŪ"),
            '\u030C' => ("cszrCSZR", "čšžřČŠŽŘ"),
            '\u0327' => ("gklnrGKLNR", "ģķļņŗĢĶĻŅŖ"),
            _ => ("", ""),
        };
        var at = from.IndexOf(letter, StringComparison.Ordinal);
        return at < 0 ? null : to[at];
    }

    private static string Number(string[] forms, int months)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(months, forms.Length);
        return forms[months - 1];
    }

    private static Month NameOf(DateOnly date) => MonthNames[date.Month - 1];

    private static string Written(DateOnly date, string month) => $"{date.Year}. gada {date.Day}. {month}";

    private sealed record Month(string Nominative, string Genitive, string Dative, string Locative);
}
