using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.Capacity;

/// <summary>How counts of places are chained; every store of them uses this one form.</summary>
public static class CapacityChain
{
    /// <summary>Each count is chained to the one before, so that one changed or taken out from outside shows.</summary>
    public static string Hash(string previous, OutsideCount count) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', previous, count.Municipality, count.FacilityId, count.Places.ToString(CultureInfo.InvariantCulture), count.By, JournalChain.Instant(count.At), count.Note))));
}
