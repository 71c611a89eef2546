namespace SocialWorkflows.Functions.Lists;

/// <summary>One person of a list.</summary>
/// <param name="Line">In the file, from 1.</param>
/// <param name="Number">The list's own number of the row; empty where it has none.</param>
/// <param name="Name">As written.</param>
/// <param name="Email">Empty: there is none, and the row is printed.</param>
/// <param name="Address">For the print; may be empty.</param>
internal sealed record ListRow(int Line, string Number, string Name, string Email, string Address)
{
    public bool IsMailed => Email.Length > 0;
}

/// <summary>A row that is not used. <c>Reason</c> is a word that texts are named by.</summary>
internal sealed record BadRow(int Line, string Reason);

/// <summary>What was read of a file; nothing is sent by reading.</summary>
/// <param name="Problem">Why the whole file cannot be used, as a word; null when it can.</param>
internal sealed record ListReading(string Encoding, string Separator, IReadOnlyList<string> Columns, IReadOnlyList<ListRow> Rows, IReadOnlyList<BadRow> Bad, string? Problem)
{
    public int Mailed => Rows.Count(r => r.IsMailed);

    public int Printed => Rows.Count - Mailed;
}
