using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Benchmarks.Storage;

/// <summary>An invented case with many messages.</summary>
internal static class BenchCase
{
    public static IReadOnlyList<CaseEvent> Events(int count) =>
    [
        new ApplicationReceived
        {
            IntakeId = "i1",
            Channel = "email",
            ReceivedAt = new DateTimeOffset(2026, 6, 8, 5, 0, 0, TimeSpan.Zero),
            ReceivedOn = new DateOnly(2026, 6, 8),
            Applicant = new Applicant("Berta", "Izdomātā", "000155-10015"),
            ReplyTo = "berta@inbox.example",
            MessageId = "first@residents.example",
            Subject = "Iesniegums par aprūpi mājās",
            Files = [],
            ServiceId = "APR_MAJAS",
        },
        .. Enumerable.Range(1, count - 1).Select(i => new MessageFiled
        {
            IntakeId = $"m{i}",
            ReceivedAt = new DateTimeOffset(2026, 6, 9, 5, 0, 0, TimeSpan.Zero),
            ReceivedOn = new DateOnly(2026, 6, 9),
            MessageId = $"m{i}@residents.example",
            MatchedBy = "references",
            Text = new string('x', 400),
            Files = [],
        }),
    ];
}
