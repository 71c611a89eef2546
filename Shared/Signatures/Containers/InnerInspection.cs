namespace SocialWorkflows.Signatures.Containers;

/// <summary>
/// Opens signed files inside a container and reports them beside the outer one. Whatever they are worth, they lend nothing to the
/// outer file. Depth, number and bytes are bounded over the whole inspection.
/// </summary>
internal sealed class InnerInspection
{
    private const int HeadBytes = 16 * 1024;
    private readonly InspectionLimits _limits;
    private readonly Func<string, ByteSource, InnerInspection, SignatureReport> _inspect;
    private readonly int _depth;
    private readonly Budget _budget;
    private bool _leftClosed;

    public InnerInspection(InspectionLimits limits, Func<string, ByteSource, InnerInspection, SignatureReport> inspect)
        : this(limits, inspect, 0, new Budget(limits.InnerFiles, limits.InnerTotalBytes))
    {
    }

    private InnerInspection(InspectionLimits limits, Func<string, ByteSource, InnerInspection, SignatureReport> inspect, int depth, Budget budget)
    {
        _limits = limits;
        _inspect = inspect;
        _depth = depth;
        _budget = budget;
    }

    public SignatureReport Add(SignatureReport outer, ZipContainer zip, IEnumerable<ZipEntry> files)
    {
        var reports = new List<SignatureReport>();
        var warnings = new List<string>();
        foreach (var file in files.Where(f => !f.IsFolder && f.Size > 0))
        {
            var format = FormatOf(zip, file);
            if (format == FileFormat.Plain && !FormatSniffer.IsContainerName(file.Name))
            {
                continue;
            }

            if (Open(zip, file, format) is not { } source)
            {
                _leftClosed = true;
                warnings.Add($"\"{file.Name}\" is itself a container or a signed file; it was not opened (too deep, too many or too large), and proves nothing here.");
            }
            else if (Inspect(file.Name, source) is { } report)
            {
                reports.Add(report);
                warnings.Add(Warning(report));
            }
        }

        return reports.Count + warnings.Count == 0 ? outer : outer with { Inner = reports, Warnings = [.. outer.Warnings, .. warnings] };
    }

    /// <summary>An entity inside a signed message.</summary>
    public SignatureReport? Inspect(string name, ByteSource source)
    {
        if (_depth >= _limits.InnerDepth || !_budget.Take(source.Length))
        {
            return null;
        }

        var deeper = new InnerInspection(_limits, _inspect, _depth + 1, _budget);
        var report = _inspect(name, source, deeper);
        return report.Verdict == ContainerVerdict.NotSigned && report.Inner.Count == 0 && !deeper._leftClosed ? null : report with { Content = ContainerContent.Empty };
    }

    private static string Warning(SignatureReport report) =>
        report.Verdict == ContainerVerdict.NotSigned
            ? $"\"{report.File}\" holds a signed file, reported apart."
            : $"\"{report.File}\" is itself a container or a signed file ({report.Container}, {EtsiWords.Of(report.Verdict)}); its signatures prove nothing about the file around it.";

    private static FileFormat FormatOf(ZipContainer zip, ZipEntry file)
    {
        var head = new byte[(int)Math.Min(file.Size, HeadBytes)];
        try
        {
            using var stream = zip.OpenRead(file);
            var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return FormatSniffer.Sniff(ByteSource.Of(head.AsMemory(0, read)));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return FileFormat.Plain;
        }
    }

    private ByteSource? Open(ZipContainer zip, ZipEntry file, FileFormat format)
    {
        if (_depth >= _limits.InnerDepth || _budget.Files == 0 || file.Size > _budget.Bytes)
        {
            return null;
        }

        if (!file.Deflated && (zip.IsInMemory || format == FileFormat.Zip || file.Size <= _limits.InnerBytes))
        {
            return zip.SliceStored(file);
        }

        try
        {
            return file.Deflated && file.Size <= _limits.InnerBytes ? ByteSource.Of(zip.ReadAll(file)) : null;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }

    private sealed class Budget(int files, long bytes)
    {
        public int Files { get; private set; } = files;

        public long Bytes { get; private set; } = bytes;

        public bool Take(long size)
        {
            if (Files == 0 || size > Bytes)
            {
                return false;
            }

            Files--;
            Bytes -= size;
            return true;
        }
    }
}
