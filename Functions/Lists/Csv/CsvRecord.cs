namespace SocialWorkflows.Functions.Lists.Csv;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">Where it begins, from 1. A quoted line break makes a record longer than a line.</param>
/// <param name="LastLine">Where it ends.</param>
/// <param name="Fields">As written, without the quotes around them.</param>
/// <param name="IsBroken">A quotation mark stands where RFC 4180 has none: the fields are a guess.</param>
/// <param name="IsOpen">A quotation mark is never closed: the record swallowed the rest of the file.</param>
internal sealed record CsvRecord(int Line, int LastLine, IReadOnlyList<string> Fields, bool IsBroken, bool IsOpen);
