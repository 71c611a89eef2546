namespace SocialWorkflows.Mail.Tnef;

/// <summary>What an Outlook winmail.dat (MS-OXTNEF) holds besides the mail it came with.</summary>
/// <param name="MessageClass">Outlook's word for the kind of item ("IPM.Note"); empty when missing.</param>
/// <param name="Text">Plain text; null when there is none.</param>
/// <param name="Html">HTML body; null when there is none.</param>
/// <param name="Rtf">The formatted letter, unpacked; null when there is none.</param>
/// <param name="Files">In their order.</param>
/// <param name="IsDamaged">It ends early or a checksum is wrong: there may have been more.</param>
public sealed record TnefContent(string MessageClass, string? Text, string? Html, ReadOnlyMemory<byte>? Rtf, IReadOnlyList<TnefFile> Files, bool IsDamaged);

/// <param name="Name">As given, not cleaned; null when there was none.</param>
/// <param name="ContentType">As claimed; null when there was none.</param>
/// <param name="Content">The bytes; for an attached Outlook item the bytes of its own TNEF stream.</param>
/// <param name="IsItem">An attached Outlook item (mail, appointment), not a file.</param>
public sealed record TnefFile(string? Name, string? ContentType, ReadOnlyMemory<byte> Content, bool IsItem);
