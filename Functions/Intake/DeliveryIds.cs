using SocialWorkflows.Functions.Intake.Doors;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Under which id a delivery stands in the ledger. Persisted: never change.</summary>
internal static class DeliveryIds
{
    private const char Also = '>';

    /// <summary>A mail to several municipalities has one row for each, and one mail in the mailbox.</summary>
    /// <param name="mail">The mailbox's id.</param>
    /// <param name="municipality">Whose row.</param>
    /// <param name="isLast">The mailbox's own id is the last row's.</param>
    public static string Of(string mail, string municipality, bool isLast) => isLast ? mail : $"{mail}{Also}{municipality}";

    /// <summary>What came in by another door has no mail in a mailbox.</summary>
    public static string OfDoor(string kind, string message) => $"{kind}:{message}";

    /// <summary>The mailbox's id; null of what came in by another door.</summary>
    public static string? MailOf(string delivery) =>
        DoorKinds.All.Any(kind => delivery.StartsWith(kind + ":", StringComparison.Ordinal)) ? null
            : delivery.LastIndexOf(Also) is var at and >= 0 ? delivery[..at] : delivery;
}
