using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Containers;
using SocialWorkflows.Signatures.Revocation;
using SocialWorkflows.Signatures.Time;
using SocialWorkflows.Signatures.Xades;

namespace SocialWorkflows.Signatures.Asics;

/// <summary>
/// Judges a simple container (ASiC-S, EN 319 162-1 §4.3): exactly one data object, with a XAdES signature over it or a time-stamp token.
/// A token proves when the file existed; it is nobody's signature, and the report says so.
/// </summary>
internal sealed class AsicsValidator(TrustStore trust, TimeProvider time, InspectionLimits limits)
{
    private const string Name = "ASiC-S";
    private const string TokenFormat = "TST";
    private const long MaxTokenBytes = 1024 * 1024;

    /// <summary>A container whose media type is missing, but which holds what only the simple kind has.</summary>
    public static bool LooksSimple(AsicContainer container) => container is { MediaType: null, XadesFiles.Count: 0, TimeStampToken: not null };

    /// <exception cref="ContainerException">Not exactly one data file, or signature and token at once.</exception>
    public SignatureReport Validate(string file, AsicContainer container)
    {
        if (container.DataFiles.Count != 1)
        {
            throw new ContainerException(
                container.DataFiles.Count == 0 ? ReasonCode.NoDataFile : ReasonCode.UnsafeContainer,
                $"A simple container (ASiC-S) holds exactly one file; this one has {container.DataFiles.Count}.");
        }

        if (container.TimeStampToken is null)
        {
            return new AsicValidator(trust, time, limits).ValidateSimple(file, container);
        }

        if (container.XadesFiles.Count > 0)
        {
            throw ContainerException.Unsafe("A simple container (ASiC-S) holds either a signature or a time-stamp, not both.");
        }

        return ValidateToken(file, container, container.TimeStampToken);
    }

    private SignatureReport ValidateToken(string file, AsicContainer container, ZipEntry token)
    {
        var data = container.DataFiles[0];
        var state = new SignatureState { Format = TokenFormat, Level = SignatureLevel.T, Mentioned = [data.Name] };
        if (token.Size > MaxTokenBytes)
        {
            throw ContainerException.Unsafe("The time-stamp of the container is too large.");
        }

        var outcome = new TimeStampCheck(new CertificatePaths(trust), RevocationEvidence.None).Check(container.Zip.ReadAll(token), digest =>
        {
            using var stream = container.Zip.OpenRead(data);
            return digest.Hash(stream);
        }, []);
        var now = time.GetUtcNow();
        var warnings = new List<string>(container.Warnings);
        outcome.ApplyTo(state, warnings, now);
        state.TrustAnchor = outcome.Path.Anchor?.Name;
        state.Crypto = outcome.Reason?.Code == ReasonCode.TimeStampBroken ? CryptoState.Broken : CryptoState.Ok;
        state.Covered = state.Crypto == CryptoState.Ok ? [data.Name] : [];
        var result = state.ToResult(now);
        var files = new[] { new InspectedFile(data.Name, state.Crypto == CryptoState.Ok, null) };
        return new SignatureReport
        {
            File = file,
            Container = Name,
            Verdict = result.Indication switch
            {
                Indication.TotalPassed => ContainerVerdict.TotalPassed,
                Indication.Indeterminate => ContainerVerdict.Indeterminate,
                _ => ContainerVerdict.TotalFailed,
            },
            Signatures = [result],
            Files = files,
            Warnings = [outcome.Reason is null ? "The file is time-stamped and was not changed since; nobody signed it." : "Nobody signed the file; it carries only a time-stamp.", .. warnings],
            Content = new ContainerContent(container.Zip, files),
        };
    }
}
