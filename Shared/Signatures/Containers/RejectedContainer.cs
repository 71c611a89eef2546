using SocialWorkflows.Signatures.Xades;

namespace SocialWorkflows.Signatures.Containers;

/// <summary>
/// What can still be told of a container that is rejected for having two signature files of one name: the mathematics of every signature in it. The verdict stays, nobody is named,
/// and nothing counts as signed; but a person learns whether the file was tampered with or only badly packed.
/// </summary>
internal static class RejectedContainer
{
    public static IReadOnlyList<SignatureResult> Mathematics(ByteSource source, Reason problem, TrustStore trust, TimeProvider time, InspectionLimits limits)
    {
        try
        {
            var container = AsicContainer.Sort(ZipContainer.Open(source, limits, doublesInMetaInf: true));
            return container.DataFiles.Count == 0
                ? []
                : [.. new AsicValidator(trust, time, limits).Validate(container).Select(s => new SignatureResult
                {
                    Indication = Indication.TotalFailed,
                    SubIndication = problem.SubIndication,
                    Format = s.Format,
                    Level = s.Level,
                    ClaimedTime = s.ClaimedTime,
                    Crypto = s.Crypto,
                    Reasons = [problem],
                })];
        }
        catch (Exception e) when (e is ContainerException or InvalidDataException or EndOfStreamException)
        {
            return [];
        }
    }
}
