using SocialWorkflows.Signatures.Containers;
using SocialWorkflows.Signatures.Pdf;
using SocialWorkflows.Signatures.Xades;

namespace SocialWorkflows.Signatures;

/// <summary>
/// Says of any file who signed it and whether it was changed since. Answers every byte sequence with a report and never throws for
/// what a file contains; fetches nothing. ASiC-E with XAdES (EDOC 2.0) and PAdES are validated, other signed formats are named.
/// </summary>
public sealed class SignatureInspector(ITrustSource trust, TimeProvider time, InspectionLimits? limits = null)
{
    private readonly InspectionLimits _limits = limits ?? InspectionLimits.Default;

    /// <param name="fileName">Shown in the report without its folder; a container's extension is a promise that is held against it.</param>
    /// <param name="content">The whole file. It must not change while the report's content is still read.</param>
    public SignatureReport Inspect(string fileName, ReadOnlyMemory<byte> content)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var file = Path.GetFileName(fileName);
        try
        {
            return FormatSniffer.Sniff(content.Span) switch
            {
                FileFormat.Zip => InspectZip(file, content),
                _ when FormatSniffer.IsContainerName(file) => Rejected(file, ReasonCode.DamagedContainer, content.IsEmpty ? "The file is empty." : "The file is not the container its name promises (not a ZIP file)."),
                FileFormat.SignedPdf or FileFormat.Pdf => new PadesValidator(trust.Current, time, _limits).Validate(file, content),
                FileFormat.Ddoc => Named(file, "DDOC", ContainerVerdict.Unsupported, "The file is an old DDOC container, which is not validated."),
                FileFormat.Cms => Named(file, "CMS", ContainerVerdict.Unsupported, "The file is a CMS (CAdES) signature, which is not validated."),
                FileFormat.Smime => Named(file, "S/MIME", ContainerVerdict.Unsupported, "The message carries an S/MIME signature or encryption, which is not validated yet."),
                _ => Named(file, "none", ContainerVerdict.NotSigned, "The file is no signed format."),
            };
        }
        catch (ContainerException e)
        {
            return Rejected(file, e.Code, e.Message);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return Rejected(file, ReasonCode.DamagedContainer, "A packed file inside the container is damaged.");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Hostile bytes may find a library's gap; the answer stays a verdict, and the kind of gap is named for us.
            return Rejected(file, ReasonCode.Inspection, $"The file could not be inspected to the end ({e.GetType().Name}).");
        }
    }

    private SignatureReport InspectZip(string file, ReadOnlyMemory<byte> content)
    {
        var promised = FormatSniffer.IsContainerName(file);
        ZipContainer zip;
        try
        {
            zip = ZipContainer.Open(content, _limits);
        }
        catch (ContainerException) when (!promised && !MayBeContainer(content.Span))
        {
            return Named(file, "ZIP", ContainerVerdict.NotSigned, "The file is a ZIP archive without signatures that cannot be read safely.");
        }

        if (!promised && !AsicContainer.LooksSigned(zip.Entries))
        {
            return Named(file, "ZIP", ContainerVerdict.NotSigned, "The file is a ZIP archive (or an office document) without container signatures.");
        }

        var container = AsicContainer.Sort(zip);
        if (container.MediaType?.StartsWith("application/vnd.oasis.opendocument", StringComparison.Ordinal) == true)
        {
            return container.XadesFiles.Count > 0
                ? Named(file, "OpenDocument", ContainerVerdict.Unsupported, "The office document carries its own kind of signature, which is not validated.")
                : Named(file, "OpenDocument", ContainerVerdict.NotSigned, "The file is an office document without a signature.");
        }

        if (container.MediaType == AsicContainer.AsicsMediaType)
        {
            return Named(file, "ASiC-S", ContainerVerdict.Unsupported, "The container is of the simple kind (ASiC-S), which is not validated yet.", container);
        }

        return container.HasCades
            ? Named(file, "ASiC-E", ContainerVerdict.Unsupported, "The container is signed with CAdES, which is not validated.", container)
            : new AsicValidator(trust.Current, time, _limits).Validate(file, container);
    }

    private static bool MayBeContainer(ReadOnlySpan<byte> content) => content.IndexOf("META-INF/"u8) >= 0 || content.IndexOf("mimetypeapplication/vnd.etsi"u8) >= 0;

    private static SignatureReport Named(string file, string format, ContainerVerdict verdict, string warning, AsicContainer? container = null) => new()
    {
        File = file,
        Container = format,
        Verdict = verdict,
        Files = [.. (container?.DataFiles ?? []).Select(f => new InspectedFile(f.Name, false, null))],
        Warnings = [warning, .. container?.Warnings ?? []],
    };

    private static SignatureReport Rejected(string file, ReasonCode code, string text) => new()
    {
        File = file,
        Container = "ZIP",
        Verdict = ContainerVerdict.Rejected,
        Problems = [Reason.Failed(code, SubIndication.FormatFailure, text)],
    };
}
