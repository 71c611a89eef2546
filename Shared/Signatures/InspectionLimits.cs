namespace SocialWorkflows.Signatures;

/// <summary>How much a container may ask of us before it is rejected unread.</summary>
public sealed record InspectionLimits
{
    public static InspectionLimits Default { get; } = new();

    /// <summary>Entries of a container; 1,000 as DSS.</summary>
    public int Entries { get; init; } = 1_000;

    /// <summary>Bytes of the directory of a container; 4 MB.</summary>
    public long DirectoryBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes of a file that is read as a whole (PDF, message, CMS); 256 MB.</summary>
    public long WholeFileBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Containers inside containers are opened to this depth; 3.</summary>
    public int InnerDepth { get; init; } = 3;

    /// <summary>Signed files inside others that are opened, over all depths; 50.</summary>
    public int InnerFiles { get; init; } = 50;

    /// <summary>Bytes of a packed inner file that is unpacked into memory to be opened; 24 MB.</summary>
    public long InnerBytes { get; init; } = 24 * 1024 * 1024;

    /// <summary>Bytes of all inner files that are opened, over all depths; 256 MB.</summary>
    public long InnerTotalBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Bytes of all files unpacked; 512 MB.</summary>
    public long TotalBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Unpacked to packed size of one file, looked at above <see cref="RatioFloorBytes"/>.</summary>
    public int Ratio { get; init; } = 100;

    /// <summary>Small files pack well for honest reasons; below this size (bytes) the ratio says nothing.</summary>
    public long RatioFloorBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of one XML file in META-INF; 8 MB.</summary>
    public long XmlBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Nesting of XML elements.</summary>
    public int XmlDepth { get; init; } = 100;

    /// <summary>Signatures of one container.</summary>
    public int Signatures { get; init; } = 100;
}
