using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification;

/// <summary>One e-mail for one reason. The subject id is a case or intake id.</summary>
internal sealed record SendOrder(string Municipality, string SubjectId, string Kind, int Round, Func<string, string, OutgoingMail> Compose)
{
    /// <summary>What the one mail is for when several subjects ask for the same, such as a sender's one answer a day; only the first of them sends.</summary>
    public string? SharedKey { get; init; }

    /// <summary>The same reason always has the same id, whoever asks and however often.</summary>
    public string OperationId => IdOf(Municipality, SharedKey ?? SubjectId, Kind, Round);

    /// <summary>One of <see cref="SendLanes"/>; by its kind unless the caller says otherwise.</summary>
    public int Lane { get; init; } = LaneOf(Kind);

    /// <summary>Whether a mail that was planned and certainly did not leave yet says something that is no longer so, such as a date; then it is composed anew. Null: never.</summary>
    public Func<OutgoingMail, bool>? IsStale { get; init; }

    public static string IdOf(string municipality, string subjectId, string kind, int round) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{municipality}\n{subjectId}\n{kind}\n{round}")))[..32];

    /// <summary>What tells of terms and decisions is urgent; what answers or confirms is not.</summary>
    private static int LaneOf(string kind) => kind is StatusMails.Receipt or StatusMails.Unsigned or StatusMails.InvalidSignature or StatusMails.SignatureChecking or StatusMails.MessageReceived
        or StatusMails.StatusLink or StatusMails.StatusAnswer or StatusMails.StatusUnknown
        ? SendLanes.Usual
        : SendLanes.Urgent;
}
