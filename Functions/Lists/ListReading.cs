using System.Text;

namespace SocialWorkflows.Functions.Lists;

/// <summary>One person of a list.</summary>
/// <param name="Line">In the file, from 1.</param>
/// <param name="Number">The list's own number of the row, for people who compare; empty where it has none.</param>
/// <param name="Name">As written.</param>
/// <param name="Email">Empty: there is none, and a letter is printed.</param>
/// <param name="Address">For the letter; may be empty.</param>
/// <param name="Code">Personal code; empty where the list has none. It finds the cases of the person and is never sent.</param>
internal sealed record ListRow(int Line, string Number, string Name, string Email, string Address, string Code = "")
{
    public bool IsMailed => Email.Length > 0;

    /// <summary>
    /// What gets one mail, however often and wherever it stands: the mail names nobody, so two people with one address would get it twice. A row's
    /// number says nothing here, because lists are numbered anew.
    /// </summary>
    public string MailKey => Same(Email);

    /// <summary>What makes a row the same person in one file.</summary>
    public string PersonKey => Same($"{Name}\n{MailKey}\n{Address}\n{Code}");

    /// <summary>What gets one letter, however often the list is brought.</summary>
    public string LetterKey => Code.Length > 0 ? string.Concat(Code.Where(char.IsAsciiDigit)) : Same($"{Name}\n{Address}");

    private static string Same(string text) => text.Normalize(NormalizationForm.FormC).ToLowerInvariant();
}

/// <summary>A row that is not used. <c>Reason</c> is a word that texts are named by.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="LastLine">Where it ends: a quotation mark that is not closed swallows the lines after it.</param>
/// <param name="Column">The column to look at, as the file names it; null where it is the whole row.</param>
/// <param name="Reason">Why.</param>
internal sealed record BadRow(int Line, int LastLine, string? Column, string Reason);

/// <summary>What was read of a file; nothing is sent by reading.</summary>
/// <param name="Encoding">In which it was read.</param>
/// <param name="Separator">Between fields.</param>
/// <param name="Rows">Good ones.</param>
/// <param name="Bad">The others.</param>
/// <param name="Problem">Why the whole file cannot be used, as a word; null when it can.</param>
internal sealed record ListReading(string Encoding, string Separator, IReadOnlyList<ListRow> Rows, IReadOnlyList<BadRow> Bad, string? Problem)
{
    /// <summary>One row for every mail, in the order of the file.</summary>
    public IReadOnlyList<ListRow> Mails { get; } = [.. Rows.Where(r => r.IsMailed).DistinctBy(r => r.MailKey)];

    public int Mailed => Rows.Count(r => r.IsMailed);

    public int Printed => Rows.Count - Mailed;

    /// <summary>Mails and letters that a confirmed list means; whoever confirms says this number.</summary>
    public int Sendings => Mails.Count + Printed;
}
