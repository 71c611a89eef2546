using Google.Protobuf.WellKnownTypes;

namespace SocialWorkflows.DurableTask.Protocol;

/// <summary>Instants of the protocol as UTC.</summary>
internal static class ProtocolTime
{
    /// <exception cref="InvalidOperationException">The instant is outside the range of <see cref="DateTime"/>.</exception>
    public static DateTime Read(Timestamp? timestamp) =>
        timestamp?.ToDateTime() ?? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    public static Timestamp Write(DateTime instant) => Timestamp.FromDateTime(DateTime.SpecifyKind(instant, DateTimeKind.Utc));
}
