using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors;

/// <summary>
/// Turns what may not be stored in the open into look-up keys: the personal code and the address of a sender (HMAC, never a plain hash), and the
/// token of the case's reply address.
/// </summary>
public sealed record CaseIndexKeys(Func<string, string> PersonKey, Func<CaseRef, string> AddressToken, Func<string, string> SenderKey);
