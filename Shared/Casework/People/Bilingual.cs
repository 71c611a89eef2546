namespace SocialWorkflows.Casework.People;

/// <summary>The same words for staff in both languages of the workplace.</summary>
/// <param name="Latvian">What most read.</param>
/// <param name="English">The same in English; null only where a program that knew no English wrote it down.</param>
public sealed record Bilingual(string Latvian, string? English);
