using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Resident;

/// <summary>Makes the link that goes into a mail; none where nobody could follow it or somebody else might read it.</summary>
internal sealed partial class ResidentLinks(ResidentTickets tickets, IOptions<ResidentOptions> options, TimeProvider time)
{
    public const string Path = "/status";

    /// <returns>Null: this mail carries no link.</returns>
    public string? Of(MunicipalityPack pack, CaseRef reference, CaseState state, string operationId)
    {
        if (options.Value.PublicAddress is not { } address || state.SafeMode != SafeModes.Off || state.Received is not { ReplyTo.Length: > 0 } received)
        {
            return null;
        }

        var ticket = new ResidentTicket(
            TicketPurposes.Link, reference, tickets.LinkId(operationId), tickets.BoundTo(received.ReplyTo), time.GetUtcNow().AddHours(pack.ResidentMail?.LinkHours ?? options.Value.LinkHours));
        return new Uri(address, $"{Path}/{tickets.Write(ticket)}").AbsoluteUri;
    }

    /// <summary>The same text, with the links of ours in it bound to another address.</summary>
    public string For(string address, string text) => Written().Replace(text, found =>
        tickets.Read(found.Value, TicketPurposes.Link) is { } ticket ? tickets.Write(ticket with { Bound = tickets.BoundTo(address) }) : found.Value);

    [GeneratedRegex(@"(?<=/status/)[A-Za-z0-9_\-]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();
}
