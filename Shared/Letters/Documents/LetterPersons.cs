namespace SocialWorkflows.Letters.Documents;

/// <summary>Who a letter is for. Names are printed as given: Latvian case endings are never guessed.</summary>
/// <param name="PersonalCode">Null for a person without one.</param>
public sealed record Addressee(string Name, string? PersonalCode, string Address);

/// <summary>Who signs a letter.</summary>
/// <param name="Office">„Vadītāja”.</param>
public sealed record Signatory(string Office, string Name);
