using SocialWorkflows.Signatures.Asics;
using SocialWorkflows.Signatures.Containers;
using SocialWorkflows.Signatures.Pdf;
using SocialWorkflows.Signatures.Smime;
using SocialWorkflows.Signatures.Xades;

namespace SocialWorkflows.Signatures;

/// <summary>
/// Says of any file who signed it and whether it was changed since. Answers every byte sequence with a report and never throws for
/// what a file contains; fetches nothing. ASiC with XAdES (EDOC 2.0), ASiC-S, PAdES and S/MIME are validated, other signed formats are named.
/// </summary>
public sealed class SignatureInspector(ITrustSource trust, TimeProvider time, InspectionLimits? limits = null)
{
    private readonly InspectionLimits _limits = limits ?? InspectionLimits.Default;

    /// <param name="fileName">Shown in the report without its folder; a container's extension is a promise that is held against it.</param>
    /// <param name="content">The whole file. It must not change while the report's content is still read.</param>
    public SignatureReport Inspect(string fileName, ReadOnlyMemory<byte> content) => Inspect(fileName, ByteSource.Of(content));

    /// <summary>Containers are read piece by piece and never loaded whole; other formats are, up to <see cref="InspectionLimits.WholeFileBytes"/>.</summary>
    /// <param name="fileName">As above.</param>
    /// <param name="content">Seekable. It must stay open and unchanged while the report's content is still read.</param>
    public SignatureReport Inspect(string fileName, Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Inspect(fileName, ByteSource.Of(content));
    }

    /// <summary>A file on disk, read piece by piece. The report carries no content: the file is closed again.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public SignatureReport InspectFile(string path)
    {
        using var file = new FileStream(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 64 * 1024 });
        return Inspect(path, file) with { Content = ContainerContent.Empty };
    }

    private SignatureReport Inspect(string fileName, ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var asked = trust.Current;
        using var work = InspectionWork.Begin(_limits, source.Length);
        return Inspect(Path.GetFileName(fileName), source, new InnerInspection(_limits, (name, content, inner) => Inspect(name, content, inner, asked)), asked);
    }

    private SignatureReport Inspect(string file, ByteSource source, InnerInspection inner, TrustStore asked)
    {
        try
        {
            return InspectFormat(file, source, inner, asked);
        }
        catch (ContainerException e)
        {
            var rejected = Rejected(file, e.Code, e.Message);
            return rejected with { Signatures = RejectedContainer.Mathematics(source, rejected.Problems[0], asked, time, _limits) };
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return Rejected(file, ReasonCode.DamagedContainer, "A packed file inside the container is damaged.");
        }
        catch (Exception e) when (e is not (OutOfMemoryException or IOException or ObjectDisposedException))
        {
            // Hostile bytes may find a library's gap; the answer stays a verdict, and the kind of gap is named for us.
            return Rejected(file, ReasonCode.Inspection, $"The file could not be inspected to the end ({e.GetType().Name}).");
        }
    }

    private SignatureReport InspectFormat(string file, ByteSource source, InnerInspection inner, TrustStore asked)
    {
        var format = FormatSniffer.Sniff(source);
        if (format == FileFormat.Zip)
        {
            return InspectZip(file, source, inner, asked);
        }

        if (FormatSniffer.IsContainerName(file) && format != FileFormat.Ddoc)
        {
            return source.Length == 0
                ? Rejected(file, ReasonCode.EmptyFile, "The file is empty.")
                : Rejected(file, ReasonCode.DamagedContainer, "The file is not the container its name promises (not a ZIP file).");
        }

        if (source.Length == 0)
        {
            return new SignatureReport { File = file, Container = "none", Verdict = ContainerVerdict.NotSigned, Problems = [Reason.Failed(ReasonCode.EmptyFile, SubIndication.FormatFailure, "The file is empty.")] };
        }

        if (format is FileFormat.Plain or FileFormat.Ddoc or FileFormat.Xades or FileFormat.Jades)
        {
            return format switch
            {
                FileFormat.Ddoc => Named(file, "DDOC", ContainerVerdict.Unsupported, "The file is an old Estonian DDOC container, which is not validated; a person has to look at it."),
                FileFormat.Xades => Named(file, "XAdES", ContainerVerdict.Unsupported, "The file is XML with a signature (XAdES) that no container is around, which is not validated; a person has to look at it."),
                FileFormat.Jades => Named(file, "JAdES", ContainerVerdict.Unsupported, "The file is signed JSON (JAdES), which is not validated; a person has to look at it."),
                _ => Named(file, "none", ContainerVerdict.NotSigned, "The file is no signed format."),
            };
        }

        if (source.Length > _limits.WholeFileBytes)
        {
            return Rejected(file, ReasonCode.UnsafeContainer, $"The file is larger than {_limits.WholeFileBytes / (1024 * 1024)} MB and was not read.");
        }

        var content = source.ReadAll();
        return format switch
        {
            FileFormat.Pdf => new PadesValidator(asked, time, _limits).Validate(file, content),
            _ => new SmimeValidator(asked, time, _limits).Validate(file, content, format == FileFormat.Smime, inner),
        };
    }

    private SignatureReport InspectZip(string file, ByteSource source, InnerInspection inner, TrustStore asked)
    {
        var promised = FormatSniffer.IsContainerName(file);
        ZipContainer zip;
        try
        {
            zip = ZipContainer.Open(source, _limits);
        }
        catch (ContainerException) when (!promised && !FormatSniffer.MayBeContainer(source))
        {
            return Named(file, "ZIP", ContainerVerdict.NotSigned, "The file is a ZIP archive without signatures that cannot be read safely.");
        }

        if (!promised && !AsicContainer.LooksSigned(zip.Entries) && OpcPackage.Find(zip) is not { IsSigned: true })
        {
            return inner.Add(Named(file, "ZIP", ContainerVerdict.NotSigned, "The file is a ZIP archive (or an office document) without container signatures."), zip, zip.Entries);
        }

        var container = AsicContainer.Sort(zip);
        var report = OldContainers.Name(file, container, time, _limits)
            ?? (container.MediaType == AsicContainer.AsicsMediaType || AsicsValidator.LooksSimple(container)
                ? new AsicsValidator(asked, time, _limits).Validate(file, container)
                : new AsicValidator(asked, time, _limits).Validate(file, container));
        return inner.Add(report, zip, container.DataFiles);
    }

    private static SignatureReport Named(string file, string format, ContainerVerdict verdict, string warning) => new()
    {
        File = file,
        Container = format,
        Verdict = verdict,
        Warnings = [warning],
    };

    private static SignatureReport Rejected(string file, ReasonCode code, string text) => new()
    {
        File = file,
        Container = "ZIP",
        Verdict = ContainerVerdict.Rejected,
        Problems = [Reason.Failed(code, SubIndication.FormatFailure, text)],
    };
}
