namespace SocialWorkflows.Signatures.Pdf.Objects;

/// <summary>The PDF cannot be read safely; the message says what is wrong, not what is in it.</summary>
internal sealed class PdfFormatException(string message) : Exception(message);
