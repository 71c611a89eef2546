using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Tests.Support;

/// <summary>Events of an invented case, valid as they are.</summary>
internal static class TestCases
{
    public const string Code = "000155-10015";

    public static readonly CaseRef Reference = new("smiltene", "c0000000000000001");

    public static ApplicationReceived Received() => new()
    {
        IntakeId = "i1",
        Channel = "email",
        ReceivedAt = new DateTimeOffset(2026, 6, 8, 5, 0, 0, TimeSpan.Zero),
        ReceivedOn = new DateOnly(2026, 6, 8),
        Applicant = new Applicant("Berta", "Izdomātā", Code),
        ReplyTo = "berta@inbox.example",
        MessageId = "first@residents.example",
        Subject = "Iesniegums par aprūpi mājās",
        Files = [],
        ServiceId = "APR_MAJAS",
    };

    public static MessageFiled Filed(string intakeId) => new()
    {
        IntakeId = intakeId,
        ReceivedAt = new DateTimeOffset(2026, 6, 9, 5, 0, 0, TimeSpan.Zero),
        ReceivedOn = new DateOnly(2026, 6, 9),
        MessageId = $"{intakeId}@residents.example",
        MatchedBy = "references",
        Text = "Labdien!",
        Files = [],
    };
}
