namespace SocialWorkflows.Letters.Documents;

/// <summary>A table: rows are never split between pages, and its heads are repeated on each page.</summary>
/// <param name="Caption">Empty for none.</param>
public sealed record TableBlock(string Caption, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : LetterBlock;

/// <param name="IsAmount">Set at the right edge of the column, on one line where it fits.</param>
public sealed record TableColumn(string Title, bool IsAmount = false);
