using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Cases;

/// <summary>Where a notice goes through a channel, from what the case knows; null where it knows nothing that would do.</summary>
public static class NoticeAddress
{
    private const string PersonPrefix = "_PRIVATE@";

    public static string? Of(CaseState state, string channel)
    {
        ArgumentNullException.ThrowIfNull(state);
        var contact = state.Contact?.Address;
        return channel switch
        {
            "e-address" => contact?.StartsWith('_') == true ? contact : OwnEAddress(state),
            "signed-email" => IsMail(contact) ? contact : state.Received?.ReplyTo is { Length: > 0 } reply ? reply : null,
            // Handed over where the person comes to: no address is needed.
            "hand" => Postal(state) ?? string.Empty,
            _ => Postal(state),
        };
    }

    /// <summary>The postal address the person gave, for the notice or otherwise.</summary>
    public static string? Postal(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new[] { state.Contact?.Address, state.Admission?.Contact.Address, state.Received?.Entry?.Contact?.Address, state.Received?.Entry?.DeclaredAddress }
            .FirstOrDefault(a => !string.IsNullOrWhiteSpace(a) && !a.Contains('@', StringComparison.Ordinal));
    }

    private static bool IsMail(string? address) => address is not null && address.Contains('@', StringComparison.Ordinal) && !address.StartsWith('_');

    private static string? OwnEAddress(CaseState state) =>
        PersonalCode.TryParse(state.Received?.Applicant.PersonalCode ?? string.Empty, out var code) ? $"{PersonPrefix}{code.Digits}" : null;
}
