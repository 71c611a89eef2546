using System.Globalization;
using SocialWorkflows.Casework.Recognition;

namespace SocialWorkflows.Casework.Assessment;

/// <summary>Why an amount as written is asked about again instead of being guessed.</summary>
public enum AmountQuestion
{
    /// <summary>Thousands are separated: „1.234,56”, „1,234.56”, „1 000 000”.</summary>
    Grouped,

    /// <summary>„1.234” is 1234 in one country and 1,234 in another.</summary>
    Ambiguous,

    Negative,

    /// <summary>A currency is named, ours or another: the field holds a number of euro and nothing else.</summary>
    Currency,

    /// <summary>A year, week, day or hour is named where an amount of a month is asked for.</summary>
    Period,

    /// <summary>More than two decimals, or more digits than any household's money has.</summary>
    OutOfRange,

    NotANumber,
}

/// <summary>What a written amount says: the amount, or the question that must be answered first.</summary>
public readonly record struct EuroReading(decimal? Amount, AmountQuestion? Question)
{
    public static implicit operator EuroReading(decimal amount) => new(amount, null);

    public static implicit operator EuroReading(AmountQuestion question) => new(null, question);
}

/// <summary>Reads an amount of euro as people write it: „312”, „312,5”, „312.50”. Whatever has two readings has none.</summary>
public static class EuroText
{
    private const int Cents = 2;
    private const int MostDigits = 9;
    private const string Groupers = " '’\u00A0\u202F\u2009";

    private static readonly string[] Periods = ["gad", "ned", "dien", "stund", "h", "year", "week", "day", "hour", "annual", "pa"];

    private static readonly string[] Currencies =
        ["eur", "euro", "eiro", "usd", "dol", "gbp", "rub", "uah", "hrivn", "pln", "zlot", "sek", "nok", "dkk", "chf", "lvl", "ls", "lat", "ltl", "byn"];

    public static EuroReading Read(string text)
    {
        var written = text.Trim();
        var words = LatvianText.Fold(written).Split([.. "0123456789.,/-+()€$£₽₴ \u00A0"], StringSplitOptions.RemoveEmptyEntries);
        if (words.Any(w => Periods.Any(p => p.Length > 2 ? w.StartsWith(p, StringComparison.Ordinal) : w == p)))
        {
            return AmountQuestion.Period;
        }

        if (written.IndexOfAny(['€', '$', '£', '₽', '₴']) >= 0 || words.Any(w => Currencies.Any(c => w.StartsWith(c, StringComparison.Ordinal))))
        {
            return AmountQuestion.Currency;
        }

        if (written.Length > 0 && (written[0] is '-' or '\u2212' or '\u2013' or '(' || written[^1] == '-'))
        {
            return AmountQuestion.Negative;
        }

        return ReadNumber(written);
    }

    /// <summary>The form for sentences and lists: „1234,56”.</summary>
    public static string Write(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');

    /// <summary>Whole thresholds without cents („425”), others with („87,50”).</summary>
    public static string WriteShort(decimal amount) =>
        decimal.Truncate(amount) == amount ? amount.ToString("0", CultureInfo.InvariantCulture) : Write(amount);

    /// <summary>Half a cent goes up, as in the state's own tables.</summary>
    public static decimal ToCents(decimal amount) => decimal.Round(amount, Cents, MidpointRounding.AwayFromZero);

    private static EuroReading ReadNumber(string written)
    {
        if (written.Length == 0 || !written.All(c => char.IsAsciiDigit(c) || c is '.' or ',' || Groupers.Contains(c)) || !char.IsAsciiDigit(written[0]) || !char.IsAsciiDigit(written[^1]))
        {
            return AmountQuestion.NotANumber;
        }

        var separators = written.Count(c => c is '.' or ',');
        if (separators > 1 || written.Any(Groupers.Contains))
        {
            return AmountQuestion.Grouped;
        }

        var at = written.IndexOfAny(['.', ',']);
        var decimals = at < 0 ? 0 : written.Length - at - 1;
        if (decimals == 3 && at <= 3)
        {
            return AmountQuestion.Ambiguous;
        }

        return decimals > Cents || written.Length - separators > MostDigits
            ? AmountQuestion.OutOfRange
            : decimal.Parse(written.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }
}
